import type { JetStreamManager } from '@nats-io/jetstream';
import type { DataSource, EntityManager } from 'typeorm';
import { eventIdAt, type StreamState } from '../streams.js';

export interface Receipt {
  readonly eventId: string;
  /** Whom the event is about. */
  readonly aggregate: string | undefined;
  readonly streamCreated: string;
  readonly seq: number;
}

/**
 * Remembers, in the handler's transaction, that the handler had these events. Waits for transactions that handle other
 * events of the same aggregates: one at a time, also over several replicas.
 *
 * @param receipts of different events
 * @returns the ids of those that it had not had before
 */
export async function claim(
  tx: EntityManager,
  handler: string,
  receipts: readonly Receipt[],
): Promise<Set<string>> {
  const turns = receipts.map(({ eventId, aggregate = eventId, streamCreated, seq }) => ({
    event_id: eventId,
    aggregate,
    stream_created: streamCreated,
    stream_seq: seq,
  }));
  // Everybody waits in the same order, so that no two wait for each other.
  turns.sort((a, b) => (a.aggregate < b.aggregate ? -1 : Number(a.aggregate > b.aggregate)));
  const rows: { event_id: string; fresh: boolean }[] = await tx.query(
    `WITH turn AS MATERIALIZED (
       SELECT *, pg_advisory_xact_lock(hashtextextended($1::text || aggregate, 0)) IS NOT NULL AS mine
         FROM json_to_recordset($2::json)
           AS receipt (event_id text, aggregate text, stream_created timestamptz, stream_seq bigint))
     INSERT INTO inbox (handler, event_id, stream_created, stream_seq)
     SELECT $1, event_id, stream_created, stream_seq FROM turn WHERE mine
     ON CONFLICT (handler, event_id) DO UPDATE
       SET stream_created = excluded.stream_created, stream_seq = excluded.stream_seq
       WHERE (inbox.stream_created, inbox.stream_seq) IS DISTINCT FROM (excluded.stream_created, excluded.stream_seq)
     RETURNING event_id, (xmax = 0) AS fresh`,
    [handler, JSON.stringify(turns)],
  );
  return new Set(rows.filter(({ fresh }) => fresh).map(({ event_id }) => event_id));
}

/**
 * Counts, before it begins, a try at an event that was delivered before.
 *
 * @returns which one it is: from 2, the first delivery being the first
 */
export async function beginAgain(dataSource: DataSource, handler: string, eventId: string): Promise<number> {
  const [row] = (await dataSource.query(
    `INSERT INTO inbox_retry AS retry (handler, event_id, tries) VALUES ($1, $2, 2)
     ON CONFLICT (handler, event_id) DO UPDATE SET tries = retry.tries + 1 RETURNING tries`,
    [handler, eventId],
  )) as [{ tries: number }];
  return row.tries;
}

/** Begins to count anew. */
export async function endTries(dataSource: DataSource, handler: string, eventId: string): Promise<void> {
  await dataSource.query('DELETE FROM inbox_retry WHERE handler = $1 AND event_id = $2', [handler, eventId]);
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
