import type { Invalidation } from '@latchkey/contracts/tokens/lease';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';

/** Any number that nothing else locks: "invalid" on a telephone keypad. */
const commitOrderLock = 4_682_543;

interface Row {
  seq: string;
  user_id: string;
  credential_id: string | null;
}

const toInvalidation = (row: Row): Invalidation => ({
  seq: Number(row.seq),
  userId: row.user_id,
  credentialId: row.credential_id,
});

/** The ordered list of what stopped being true. */
@Injectable()
export class InvalidationService {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /**
   * Writes down that something stopped being true; call it last in the revoking transaction. The lock is held
   * until the commit, so the order of `seq` is the order of commits, and a reader that has seen n has seen all
   * before n.
   *
   * @param credentialIds null: everything of the user
   */
  async append(tx: EntityManager, userId: string, credentialIds: string[] | null): Promise<Invalidation[]> {
    // The numbers are drawn from what the turn lets through, so never before it has come.
    const rows: Row[] = await tx.query(
      `WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock($3) IS NOT NULL AS mine)
       INSERT INTO invalidation (user_id, credential_id)
       SELECT $1, unnest($2::text[]) FROM turn WHERE mine RETURNING seq, user_id, credential_id`,
      [userId, credentialIds ?? [null], commitOrderLock],
    );
    return rows.map(toInvalidation);
  }

  /** The last one that has committed. Never falls: the newest row is never purged. */
  async lastSeq(tx: EntityManager = this.db.manager): Promise<number> {
    const [row] = (await tx.query('SELECT coalesce(max(seq), 0) AS seq FROM invalidation')) as [
      { seq: string },
    ];
    return Number(row.seq);
  }

  /**
   * Everything after `seq`, or undefined if that is not known any more: some of it was purged, or the database
   * was restored to before it.
   */
  async after(
    seq: number,
    limit = 10_000,
  ): Promise<{ invalidations: Invalidation[]; seq: number } | undefined> {
    const [bounds] = (await this.db.query(
      'SELECT coalesce(min(seq), 0) AS first, coalesce(max(seq), 0) AS last FROM invalidation',
    )) as [{ first: string; last: string }];
    if (seq < Number(bounds.first) - 1 || seq > Number(bounds.last)) return undefined;
    if (seq === Number(bounds.last)) return { invalidations: [], seq };
    const rows: Row[] = await this.db.query(
      'SELECT seq, user_id, credential_id FROM invalidation WHERE seq > $1 ORDER BY seq LIMIT $2',
      [seq, limit + 1],
    );
    if (rows.length > limit) return undefined;
    const invalidations = rows.map(toInvalidation);
    return { invalidations, seq: invalidations.at(-1)?.seq ?? seq };
  }

  /** The last invalidation of one credential, while it is kept. */
  async lastOf(credentialId: string): Promise<number | undefined> {
    const [row] = (await this.db.query('SELECT max(seq) AS seq FROM invalidation WHERE credential_id = $1', [
      credentialId,
    ])) as [{ seq: string | null }];
    return row.seq === null ? undefined : Number(row.seq);
  }

  /** Kept an hour, and the newest for ever. */
  async purge(): Promise<void> {
    await this.db.query(
      `DELETE FROM invalidation
        WHERE created_at < clock_timestamp() - interval '1 hour' AND seq < (SELECT max(seq) FROM invalidation)`,
    );
  }
}
