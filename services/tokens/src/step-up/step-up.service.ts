import type { Caller } from '@latchkey/contracts/caller';
import { proveCurrentPassword } from '@latchkey/contracts/identity/password';
import { StepUpRequired } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** How long a proof of the password is fresh, in seconds (RFC 9470 `max_age`). */
const maxAgeSeconds = 600;

/** Asks for a recent proof of the password before what is sensitive. */
@Injectable()
export class StepUpService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly rpc: RpcClient,
  ) {}

  /** @throws StepUpRequired, or what the proof of `currentPassword` throws; an API key never passes */
  async require(caller: Caller, currentPassword: string | undefined): Promise<void> {
    if (caller.kind === 'key') throw new StepUpRequired('An API key cannot do this. Sign in.');
    if (currentPassword !== undefined) {
      await this.rpc.call(proveCurrentPassword, { caller, currentPassword });
      return;
    }
    // Read here and not taken from the caller: the gateway's clock plays no part.
    const [row] = (await this.db.query(
      `SELECT authenticated_at > clock_timestamp() - make_interval(secs => $2) AS fresh
         FROM credential WHERE id = $1`,
      [caller.credentialId, maxAgeSeconds],
    )) as [{ fresh: boolean | null }?];
    if (!row?.fresh) throw new StepUpRequired();
  }
}
