import type { Caller } from '@latchkey/contracts/caller';
import { proveCurrentPassword } from '@latchkey/contracts/identity/password';
import { StepUpRequired } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { FencedAccount } from '../account/account.service.js';

/** How long a proof of the password is fresh, in seconds (RFC 9470 `max_age`). */
const maxAgeSeconds = 600;

/** Asks for a recent proof of the password before what is sensitive. */
@Injectable()
export class StepUpService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly rpc: RpcClient,
  ) {}

  /** @returns whether a password came along: then it is right. @throws what the proof of it throws */
  async prove(caller: Caller, currentPassword: string | undefined): Promise<boolean> {
    if (currentPassword === undefined) return false;
    await this.rpc.call(proveCurrentPassword, { caller, currentPassword });
    return true;
  }

  /** @throws StepUpRequired */
  requireRecent({ authenticatedAt, now }: Pick<FencedAccount, 'authenticatedAt' | 'now'>): void {
    const fresh =
      authenticatedAt !== null && now.getTime() - authenticatedAt.getTime() < maxAgeSeconds * 1000;
    if (!fresh) throw new StepUpRequired();
  }

  /** @throws StepUpRequired, or what the proof of `currentPassword` throws; an API key never passes */
  async require(caller: Caller, currentPassword: string | undefined): Promise<void> {
    if (caller.kind === 'key') throw new StepUpRequired('An API key cannot do this. Sign in.');
    if (await this.prove(caller, currentPassword)) return;
    // Read here and not taken from the caller: the gateway's clock plays no part.
    const [row] = (await this.db.query(
      'SELECT authenticated_at AS "authenticatedAt", clock_timestamp() AS now FROM credential WHERE id = $1',
      [caller.credentialId],
    )) as [{ authenticatedAt: Date | null; now: Date }?];
    if (!row) throw new StepUpRequired();
    this.requireRecent(row);
  }
}
