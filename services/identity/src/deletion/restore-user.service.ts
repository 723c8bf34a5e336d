import { actorOf } from '@latchkey/contracts/caller';
import { type restoreUser, userRestored } from '@latchkey/contracts/identity/deletion';
import type { User } from '@latchkey/contracts/identity/user';
import type { InputOf } from '@latchkey/contracts/rpc';
import { AdminOnly } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { UserNotFound } from '../user/user.errors.js';
import { UserLookupService } from '../user/user-lookup.service.js';
import { GraceOver, NotDeleting } from './deletion.errors.js';

/** Calls a deletion off. What it revoked stays dead. */
@Injectable()
export class RestoreUserService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly users: UserLookupService,
  ) {}

  /** As suspended as before. @throws AdminOnly, NotDeleting, GraceOver */
  async restore({ caller, user }: InputOf<typeof restoreUser>): Promise<User> {
    const { id } = await this.users.byReference(user, caller.userId);
    if (!caller.admin) throw id === caller.userId ? new AdminOnly() : new UserNotFound();
    return this.db.transaction(async (tx) => {
      const found = await this.users.lock(tx, id);
      if (found.state !== 'deleting') throw new NotDeleting();
      // The database's clock decides, under the lock that an erasure takes to begin.
      const [, restored] = (await tx.query(
        `UPDATE app_user SET state = state_before, state_before = NULL, deletes_at = NULL, deletion_asked_by = NULL,
                deletion_event = NULL, version = version + 1, updated_at = clock_timestamp()
          WHERE id = $1 AND deletes_at > clock_timestamp()
            AND NOT EXISTS (SELECT 1 FROM erasure WHERE user_id = $1)`,
        [id],
      )) as [unknown, number];
      if (restored === 0) throw new GraceOver();
      const told = this.users.tell(await this.users.lock(tx, id));
      await record(tx, userRestored, { ...told.snapshot, actor: actorOf(caller) });
      return told.user;
    });
  }
}
