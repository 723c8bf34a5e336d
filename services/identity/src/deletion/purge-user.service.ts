import { setTimeout as pause } from 'node:timers/promises';
import type { Erasure, purgeUser } from '@latchkey/contracts/identity/deletion';
import type { InputOf } from '@latchkey/contracts/rpc';
import { requireStepUp } from '@latchkey/contracts/tokens/step-up';
import { AppError } from '@latchkey/errors/app-error';
import { AdminOnly } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { UserNotFound } from '../user/user.errors.js';
import { UserLookupService } from '../user/user-lookup.service.js';
import { ErasurePending, NotDeleting } from './deletion.errors.js';
import { EraseUserService } from './erase-user.service.js';

/** Shorter than the RPC deadline of 5 s. */
const patienceMs = 4000;
const lookMs = 100;

/** Ends the grace of a deletion. */
@Injectable()
export class PurgeUserService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly users: UserLookupService,
    private readonly erasures: EraseUserService,
    private readonly rpc: RpcClient,
  ) {}

  /** @throws AdminOnly, StepUpRequired, NotDeleting, ErasurePending when it was not done within 4 s */
  async purge({ caller, user, currentPassword }: InputOf<typeof purgeUser>): Promise<Erasure> {
    if (!caller.admin) throw user === 'me' || user === caller.userId ? new AdminOnly() : new UserNotFound();
    const deadline = performance.now() + patienceMs;
    await this.rpc.call(requireStepUp, { caller, currentPassword });
    const userId = await this.begin(user, caller.userId);
    for (;;) {
      await this.erasures.erase(userId).catch(unlessUnavailable);
      const erasure = await this.erasures.receipt(userId);
      if (erasure) return erasure;
      if (performance.now() > deadline) throw new ErasurePending();
      await pause(lookMs);
    }
  }

  /** @returns whom it is about, also when they are erased already: then nobody has that id any more, and no name */
  private async begin(user: string, callerId: string): Promise<string> {
    const found = await this.users.byReference(user, callerId).catch(async (error: unknown) => {
      if (error instanceof UserNotFound && (await this.erasures.receipt(user))) return { id: user };
      throw error;
    });
    const { id } = found;
    const [, due] = (await this.db.query(
      `UPDATE app_user SET deletes_at = least(deletes_at, clock_timestamp()), deletion_asked_by = $2
        WHERE id = $1 AND state = 'deleting'`,
      [id, callerId],
    )) as [unknown, number];
    if (due === 0 && !(await this.erasures.receipt(id))) throw new NotDeleting();
    return id;
  }
}

/** A service that is away holds it up, and is asked again until it is done. */
function unlessUnavailable(error: unknown): void {
  if (!(error instanceof AppError) || error.kind !== 'unavailable') throw error;
  throw new ErasurePending();
}
