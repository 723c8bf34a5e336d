import type { AuditEntry, listAuditEntries } from '@latchkey/contracts/audit/entry';
import type { Caller } from '@latchkey/contracts/caller';
import type { InputOf } from '@latchkey/contracts/rpc';
import { CommitBatch } from '@latchkey/database/commit-batch';
import type { Page } from '@latchkey/database/page';
import { NotFound } from '@latchkey/errors/errors';
import type { ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAll, type Deed, erasure, lockLogs } from './append.js';
import { EntryQuery } from './entry.query.js';

const batchSize = 2000;
/** Of one call. */
const batches = 10;

@Injectable()
export class EntryService {
  private readonly appended = new CommitBatch(appendAll);

  constructor(
    private readonly db: DataSource,
    private readonly query: EntryQuery,
  ) {}

  /** Appends an entry to a log, as its event's transaction commits; an event that has one already gets no other. */
  async append(tx: EntityManager, event: ReceivedEvent, deed: Deed): Promise<void> {
    this.appended.add(tx, { event, deed });
  }

  /** Erases a log. What this user did in the logs of others stays there: it is theirs, and its chain would break. */
  async erase(userId: string): Promise<{ done: boolean }> {
    await this.db.transaction(async (tx) => {
      await lockLogs(tx, [userId]);
      await tx.query('INSERT INTO erased_log (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [userId]);
    });
    // Nothing is added any more. In batches, and over several calls: a long log is no statement that is cut off.
    for (let batch = 0; batch < batches; batch++) {
      const [, deleted] = (await this.db.query(
        `DELETE FROM audit_entry WHERE id IN (
           SELECT id FROM audit_entry WHERE user_id = $1 AND action <> $2 LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)`,
        [userId, erasure],
      )) as [unknown, number];
      if (deleted === 0) break;
    }
    // Looked up and not counted: another replica may have taken rows that this one meant to.
    const left: unknown[] = await this.db.query(
      'SELECT 1 FROM audit_entry WHERE user_id = $1 AND action <> $2 LIMIT 1',
      [userId, erasure],
    );
    return { done: left.length === 0 };
  }

  async list(input: InputOf<typeof listAuditEntries>): Promise<Page<AuditEntry>> {
    mustSee(input.caller, input.userId);
    return this.query.page(input);
  }

  /** Works out every hash of a log anew. */
  async verify({ caller, userId }: { caller: Caller; userId: string }) {
    mustSee(caller, userId);
    return this.query.verify(userId);
  }
}

/** The log of somebody else is not there, save for an administrator. */
function mustSee(caller: Caller, userId: string): void {
  if (caller.userId !== userId && !caller.admin) throw new NotFound();
}
