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

interface Witness {
  readonly handler: string;
  readonly stream: StreamState;
}

/**
 * Looks for events that the handler had and the stream has lost since. The server (2.9 at least) then takes later
 * events that get their numbers for acknowledged, and never delivers them.
 *
 * @returns the last sequence up to which both agree; undefined when nothing is lost
 */
export async function lastCommonSeq(
  dataSource: DataSource,
  jsm: JetStreamManager,
  { handler, stream }: Witness,
): Promise<number | undefined> {
  let before = Number.MAX_SAFE_INTEGER;
  for (let lost = false; ; lost = true) {
    const [last]: { event_id: string; stream_seq: string }[] = await dataSource.query(
      `SELECT event_id, stream_seq FROM inbox
       WHERE handler = $1 AND stream_created = $2::timestamptz AND stream_seq < $3 ORDER BY stream_seq DESC LIMIT 1`,
      [handler, stream.created, before],
    );
    if (!last) return lost ? 0 : undefined;
    before = Number(last.stream_seq);
    // What is older than all that the stream keeps is no news.
    const agree = before < stream.firstSeq || (await eventIdAt(jsm, before)) === last.event_id;
    if (agree) return lost ? before : undefined;
  }
}

/** What the handler had after `seq` tells nothing of this stream any more. */
export async function forgetWitnesses(
  dataSource: DataSource,
  seq: number,
  { handler, stream }: Witness,
): Promise<void> {
  await dataSource.query(
    `UPDATE inbox SET stream_created = '-infinity'
     WHERE handler = $1 AND stream_created = $2::timestamptz AND stream_seq > $3`,
    [handler, stream.created, seq],
  );
}
