import { verifyPassword } from '@latchkey/contracts/identity/password';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type { createSession } from '@latchkey/contracts/tokens/session';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Injectable } from '@nestjs/common';
import { InvalidationService } from '../invalidation/invalidation.service.js';
import { OpenSessionService } from './open-session.service.js';
import { SignInOvertaken } from './session.errors.js';

/** Opens a session for a password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly invalidations: InvalidationService,
    private readonly opening: OpenSessionService,
  ) {}

  /**
   * The session is born under what the password was verified under: if the account was revoked, or its password
   * changed, after the check began, the check counts for nothing and is made once more.
   */
  async signIn(input: InputOf<typeof createSession>): Promise<OutputOf<typeof createSession>> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      const seenSeq = await this.invalidations.lastSeq();
      const { user, snapshot } = await this.rpc.call(verifyPassword, input);
      const opened = await this.opening.open({ client: input.client, user: snapshot, seenSeq });
      if (opened) return { ...opened, user };
    }
    throw new SignInOvertaken();
  }
}
