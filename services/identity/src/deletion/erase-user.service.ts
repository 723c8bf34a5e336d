import { eraseAuditLog } from '@latchkey/contracts/audit/erasure';
import { type Erasure, userErased } from '@latchkey/contracts/identity/deletion';
import { eraseNotifications } from '@latchkey/contracts/notifications/erasure';
import { eraseCredentials } from '@latchkey/contracts/tokens/erasure';
import { record } from '@latchkey/messaging/record';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** Days until the last copy of an event is gone: it stays in its outbox for 7, and 14 in the broker's stream from when it was last sent. */
const eventsKeptDays = 21;

/** Nothing can be opened any more before anything else goes. */
const others = [
  { column: 'tokens_at', contract: eraseCredentials },
  { column: 'notifications_at', contract: eraseNotifications },
  { column: 'audit_at', contract: eraseAuditLog },
] as const;

type Progress = Record<(typeof others)[number]['column'], Date | null>;

interface Finished {
  readonly tokens: Date;
  readonly notifications: Date;
  readonly audit: Date;
  readonly identity: Date;
  readonly forgotten: Date;
}

/**
 * Erases an account in every service, here last: until then its handle is nobody else's. Each step is noted when it is
 * done and may be done again, so that whoever dies in the middle is followed by whoever comes next.
 */
@Injectable()
export class EraseUserService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly rpc: RpcClient,
  ) {}

  /** Some of those whose grace is over, by the database's clock; in no order, so that none waits for ever behind others. */
  async due(): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM app_user WHERE state = 'deleting' AND deletes_at <= clock_timestamp() ORDER BY random() LIMIT 100`,
    );
    return rows.map(({ id }) => id);
  }

  /** One round; what is not done yet is taken up by the next. */
  async erase(userId: string): Promise<void> {
    const progress = await this.begin(userId);
    if (!progress) return;
    for (const { column, contract } of others) {
      if (progress[column]) continue;
      const { done } = await this.rpc.call(contract, { userId });
      if (!done) return;
      await this.db.query(
        `UPDATE erasure SET ${column} = clock_timestamp() WHERE user_id = $1 AND ${column} IS NULL`,
        [userId],
      );
    }
    await this.eraseHere(userId);
  }

  /** Undefined until all is done. */
  async receipt(userId: string): Promise<Erasure | undefined> {
    const [row] = (await this.db.query(
      `SELECT tokens_at AS tokens, notifications_at AS notifications, audit_at AS audit, identity_at AS identity,
              identity_at + make_interval(days => $2) AS forgotten
         FROM erasure WHERE user_id = $1 AND identity_at IS NOT NULL`,
      [userId, eventsKeptDays],
    )) as [Finished?];
    if (!row) return undefined;
    const { forgotten, ...erased } = row;
    return {
      userId,
      erased: {
        tokens: erased.tokens.toISOString(),
        notifications: erased.notifications.toISOString(),
        audit: erased.audit.toISOString(),
        identity: erased.identity.toISOString(),
      },
      eventsForgottenBy: forgotten.toISOString(),
    };
  }

  /** From here on nobody restores it: a restoration locks the same row. Undefined when it is not to be erased. */
  private begin(userId: string): Promise<Progress | undefined> {
    return this.db.transaction(async (tx) => {
      const [user] = (await tx.query(
        `SELECT deletion_asked_by AS "askedBy" FROM app_user
          WHERE id = $1 AND state = 'deleting' AND deletes_at <= clock_timestamp() FOR UPDATE`,
        [userId],
      )) as [{ askedBy: string }?];
      if (!user) return undefined;
      await tx.query('INSERT INTO erasure (user_id, asked_by) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        userId,
        user.askedBy,
      ]);
      const [progress] = (await tx.query(
        'SELECT tokens_at, notifications_at, audit_at FROM erasure WHERE user_id = $1',
        [userId],
      )) as [Progress];
      return progress;
    });
  }

  /** What hangs on the row goes with it. Of two replicas at once, one finds it. */
  private eraseHere(userId: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const [, found] = (await tx.query("DELETE FROM app_user WHERE id = $1 AND state = 'deleting'", [
        userId,
      ])) as [unknown, number];
      if (found === 0) return;
      await tx.query('DELETE FROM password_failure WHERE subject = $1', [userId]);
      const [[{ askedBy }]] = (await tx.query(
        'UPDATE erasure SET identity_at = clock_timestamp() WHERE user_id = $1 RETURNING asked_by AS "askedBy"',
        [userId],
      )) as [[{ askedBy: string }], number];
      await record(tx, userErased, { userId, askedBy });
    });
  }
}
