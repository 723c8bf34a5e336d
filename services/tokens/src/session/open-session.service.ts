import { setTimeout as pause } from 'node:timers/promises';
import { anonymous, type Client } from '@latchkey/contracts/caller';
import type { UserSnapshot } from '@latchkey/contracts/identity/user';
import { type Session, sessionCreated } from '@latchkey/contracts/tokens/session';
import { Unavailable } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { CredentialService } from '../credential/credential.service.js';
import { parseDevice } from './device.js';
import { newSession, SessionService } from './session.service.js';

/** How long a sign-in waits until a password change that identity has committed arrives here, in milliseconds. */
const catchUpMs = 3000;
const lookMs = 15;

export interface Verified {
  readonly client: Client;
  /** Read by identity in the same statement as the hash that matched. */
  readonly user: UserSnapshot;
  /** The last invalidation known before the check began. */
  readonly seenSeq: number;
}

type Admission = { epoch: number } | 'overtaken' | 'ahead';

@Injectable()
export class OpenSessionService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly accounts: AccountService,
    private readonly credentials: CredentialService,
    private readonly sessions: SessionService,
    private readonly active: ActivePolicy,
  ) {}

  /** @returns undefined when a revocation or a password change overtook the check */
  async open(verified: Verified): Promise<{ session: Session; token: string } | undefined> {
    const patience = performance.now() + catchUpMs;
    for (;;) {
      const result = await this.attempt(verified);
      if (result === 'overtaken') return undefined;
      if (result !== 'ahead') return result;
      if (performance.now() > patience) throw new Unavailable('the password change has not arrived here yet');
      await pause(lookMs);
    }
  }

  private attempt(verified: Verified) {
    return this.db.transaction(async (tx) => {
      const admission = await this.admit(tx, verified);
      return typeof admission === 'string' ? admission : this.insert(tx, verified, admission.epoch);
    });
  }

  /** Locks the account: from here to the commit nobody revokes. */
  private async admit(tx: EntityManager, { user, seenSeq }: Verified): Promise<Admission> {
    const account = await this.accounts.lockUpToDate(tx, user);
    if (account?.state !== 'active' || account.passwordVersion > user.passwordVersion) return 'overtaken';
    if (account.passwordVersion < user.passwordVersion) return 'ahead';
    if (Number(account.revokedSeq) > seenSeq) return 'overtaken';
    return { epoch: account.epoch };
  }

  private async insert(tx: EntityManager, { client, user: { userId, handle } }: Verified, epoch: number) {
    const device = parseDevice(client.userAgent);
    const { absoluteSeconds, idleSeconds } = this.active.policy.sessions.browser;
    const credential = this.credentials.draft('session');
    const { id, token } = credential;
    // The connection takes them in this order.
    const [newDevice, born] = await Promise.all([
      this.sessions.rememberDevice(tx, userId, device),
      this.credentials.insert(tx, credential, {
        userId,
        rights: [],
        epoch,
        expires: { inSeconds: absoluteSeconds },
        ...(idleSeconds === null ? {} : { idleSeconds }),
        authenticated: true,
        usedFrom: client.ipAddress,
      }),
      this.sessions.describe(tx, id, { ...client, device }),
    ]);
    const actor = {
      ...anonymous(client),
      userId,
      handle,
      credentialId: id,
      credentialKind: 'session' as const,
    };
    await record(tx, sessionCreated, { userId, sessionId: id, kind: 'browser', device, newDevice, actor });
    return { session: newSession({ id, ...born }, { ...client, device }), token };
  }
}
