import { actorOf, type Caller } from '@latchkey/contracts/caller';
import { type deleteUser, userDeletionRequested } from '@latchkey/contracts/identity/deletion';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { requireStepUp } from '@latchkey/contracts/tokens/step-up';
import { AdminOnly } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AdministratorService } from '../user/administrator.service.js';
import { LastAdmin, UserNotFound } from '../user/user.errors.js';
import { UserLookupService } from '../user/user-lookup.service.js';
import { keyOf } from '../user/user-rules.service.js';
import { ConfirmationMismatch } from './deletion.errors.js';

type User = Awaited<ReturnType<UserLookupService['byReference']>>;
type Asked = OutputOf<typeof deleteUser>;

/** Puts an account on the way to its erasure. That everything of it is dead at once hangs on the event. */
@Injectable()
export class DeleteUserService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly users: UserLookupService,
    private readonly administrators: AdministratorService,
    private readonly active: ActivePolicy,
    private readonly rpc: RpcClient,
  ) {}

  /** Repeated, it answers the same. @throws StepUpRequired, ConfirmationMismatch, LastAdmin, AdminOnly */
  async request({ caller, user, body }: InputOf<typeof deleteUser>): Promise<Asked> {
    const { id } = await this.users.byReference(user, caller.userId);
    this.mustBeAllowed(caller, id);
    const { confirm, currentPassword } = body;
    await this.rpc.call(requireStepUp, { caller, currentPassword });
    return this.db.transaction(async (tx) => {
      await this.administrators.lock(tx);
      const found = await this.users.lock(tx, id);
      this.mustConfirm(found, confirm);
      if (found.state === 'deleting') return this.before(tx, id);
      if (await this.administrators.isLast(tx, found)) throw new LastAdmin();
      return this.begin(tx, id, caller);
    });
  }

  private mustBeAllowed(caller: Caller, userId: string): void {
    if (caller.admin) return;
    if (caller.userId !== userId) throw new UserNotFound();
    if (this.active.policy.deletion.by === 'admin')
      throw new AdminOnly('Accounts are deleted by administrators here.');
  }

  private mustConfirm({ handleKey, emailKey }: User, confirm: string): void {
    const { confirmBy } = this.active.policy.deletion;
    if (keyOf(confirm) !== (confirmBy === 'handle' ? handleKey : emailKey))
      throw new ConfirmationMismatch(confirmBy);
  }

  private async begin(tx: EntityManager, id: string, caller: Caller): Promise<Asked> {
    await tx.query(
      `UPDATE app_user SET state_before = state, state = 'deleting', version = version + 1, deletion_asked_by = $2,
              deletes_at = clock_timestamp() + make_interval(secs => $3), updated_at = clock_timestamp() WHERE id = $1`,
      [id, caller.userId, this.active.policy.deletion.graceSeconds],
    );
    const user = await this.users.lock(tx, id);
    const deletesAt = (user.deletesAt as Date).toISOString();
    const { snapshot } = this.users.tell(user);
    const cause = await record(tx, userDeletionRequested, { ...snapshot, actor: actorOf(caller), deletesAt });
    await tx.query('UPDATE app_user SET deletion_event = $2 WHERE id = $1', [id, cause]);
    return { userId: id, deletesAt, cause };
  }

  private async before(tx: EntityManager, id: string): Promise<Asked> {
    const [row] = (await tx.query(
      'SELECT deletes_at AS "deletesAt", deletion_event AS cause FROM app_user WHERE id = $1',
      [id],
    )) as [{ deletesAt: Date; cause: string }];
    return { userId: id, deletesAt: row.deletesAt.toISOString(), cause: row.cause };
  }
}
