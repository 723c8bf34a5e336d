import type { AuditEntry, AuditLogVerdict, listAuditEntries } from '@latchkey/contracts/audit/entry';
import type { InputOf } from '@latchkey/contracts/rpc';
import { Time } from '@latchkey/contracts/time';
import { type Page, pageOfRows, readCursor } from '@latchkey/database/page';
import { ValidationFailed } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hashOf } from './chain.js';
import { EntryEntity } from './entry.entity.js';

/** Rows read at once while a log is verified: its length is no reason to hold all of it in memory. */
const stride = 1000;

@Injectable()
export class EntryQuery {
  constructor(private readonly db: DataSource) {}

  /** Newest first. Two entries of the same millisecond are told apart by their place in the log. */
  async page({
    userId,
    page,
    action,
    since,
    until,
  }: InputOf<typeof listAuditEntries>): Promise<Page<AuditEntry>> {
    const select = this.db
      .createQueryBuilder(EntryEntity, 'entry')
      .where('entry.userId = :userId', { userId })
      .orderBy('entry.time', 'DESC')
      .addOrderBy('entry.sequence', 'DESC')
      .limit(page.limit + 1);
    if (action !== undefined) select.andWhere('entry.action = :action', { action });
    if (since !== undefined) select.andWhere('entry.time >= :since', { since });
    if (until !== undefined) select.andWhere('entry.time < :until', { until });
    const after = positionIn(page.cursor);
    if (after)
      select.andWhere(
        '(entry.time, entry.sequence) < (CAST(:time AS timestamptz), CAST(:sequence AS bigint))',
        after,
      );
    return pageOfRows(await select.getMany(), page.limit, {
      positionOf: (row) => [row.time.toISOString(), row.sequence],
      toItem: (row) => row.toAuditEntry(),
    });
  }

  /** Follows a log from its first entry: each must name the one before it, and hash to what it says. */
  async verify(userId: string): Promise<AuditLogVerdict> {
    let head: string | null = null;
    let entries = 0;
    for (;;) {
      const rows = await this.stretch(userId, entries);
      for (const row of rows) {
        const entry = row.toAuditEntry();
        const fits =
          row.sequence === String(entries + 1) && entry.previousHash === head && hashOf(entry) === entry.hash;
        if (!fits) return { valid: false, entries, head, firstMisfit: entry };
        entries += 1;
        head = row.hash;
      }
      if (rows.length < stride) return { valid: true, entries, head, firstMisfit: null };
    }
  }

  private stretch(userId: string, after: number): Promise<EntryEntity[]> {
    return this.db
      .createQueryBuilder(EntryEntity, 'entry')
      .where(`coalesce(entry.userId, '') = :userId`, { userId })
      .andWhere('entry.sequence > :after', { after })
      .orderBy(`coalesce(entry.userId, '')`)
      .addOrderBy('entry.sequence')
      .limit(stride)
      .getMany();
  }
}

function positionIn(cursor: string | undefined): { time: string; sequence: string } | undefined {
  const position = readCursor(cursor);
  if (!position) return undefined;
  const [time, sequence] = position;
  if (Time.safeParse(time).success && /^\d{1,18}$/.test(sequence)) return { time, sequence };
  throw new ValidationFailed([
    { pointer: '#cursor', code: 'invalid_cursor', message: 'is not a cursor of this list' },
  ]);
}
