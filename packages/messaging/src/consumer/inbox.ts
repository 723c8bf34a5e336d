import type { JetStreamManager } from '@nats-io/jetstream';
import type { DataSource, EntityManager } from 'typeorm';
import { eventIdAt, type StreamState } from '../streams.js';

export interface Receipt {
  readonly handler: string;
  readonly eventId: string;
  /** Whom the event is about. */
  readonly aggregate: string | undefined;
  readonly streamCreated: string;
  readonly seq: number;
}

/**
 * Remembers, in the handler's transaction, that the handler had the event. Waits for a transaction that handles
 * another event of the same aggregate: one at a time, also over several replicas.
 *
 * @returns false when it had the event before
 */
export async function claim(tx: EntityManager, receipt: Receipt): Promise<boolean> {
  const { handler, eventId, aggregate = eventId, streamCreated, seq } = receipt;
  const rows: { fresh: boolean }[] = await tx.query(
    `WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended($1::text || $2::text, 0)) IS NOT NULL AS mine)
     INSERT INTO inbox (handler, event_id, stream_created, stream_seq)
     SELECT $1, $3, $4::timestamptz, $5::bigint FROM turn WHERE mine
     ON CONFLICT (handler, event_id) DO UPDATE
       SET stream_created = excluded.stream_created, stream_seq = excluded.stream_seq
       WHERE (inbox.stream_created, inbox.stream_seq) IS DISTINCT FROM (excluded.stream_created, excluded.stream_seq)
     RETURNING (xmax = 0) AS fresh`,
    [handler, aggregate, eventId, streamCreated, seq],
  );
  return rows[0]?.fresh === true;
}

/**
 * Looks for events that the handler had and the stream has lost since. The server may then take later events that
 * got their numbers for acknowledged, and never deliver them.
 *
 * @returns the last sequence up to which both agree; undefined when nothing is lost
 */
export async function lastCommonSeq(
  dataSource: DataSource,
  jsm: JetStreamManager,
  { handler, stream }: { handler: string; stream: StreamState },
): Promise<number | undefined> {
  for (let lost = false; ; lost = true) {
    const [last]: { event_id: string; stream_seq: string }[] = await dataSource.query(
      `SELECT event_id, stream_seq FROM inbox WHERE handler = $1 AND stream_created = $2::timestamptz
       ORDER BY stream_seq DESC LIMIT 1`,
      [handler, stream.created],
    );
    if (!last) return lost ? 0 : undefined;
    const seq = Number(last.stream_seq);
    // Older than what the stream keeps: no news.
    if (seq < stream.firstSeq) return lost ? seq : undefined;
    if ((await eventIdAt(jsm, seq)) === last.event_id) return lost ? seq : undefined;
    // No longer a witness of this stream.
    await dataSource.query(`UPDATE inbox SET stream_created = '-infinity' WHERE handler = $1 AND event_id = $2`, [
      handler,
      last.event_id,
    ]);
  }
}
