import { headers } from '@nats-io/transport-node';
import type { Bus } from '../bus.js';
import { messagingStats } from '../messaging-stats.js';
import { eventsStream } from '../streams.js';
import type { SentRow, UnsentRow } from './outbox-rows.js';

export interface Published {
  readonly sent: SentRow[];
  readonly failure: Error | undefined;
}

/** Waits for each acknowledgement this long. */
const timeoutMs = 2000;

/**
 * Publishes rows, those of one aggregate one after the other, different aggregates side by side. After its first
 * failure an aggregate stops, so that none of its later events overtakes.
 */
export async function publishInOrder(bus: Bus, rows: readonly UnsentRow[]): Promise<Published> {
  const sent: SentRow[] = [];
  let failure: Error | undefined;
  const publishLane = async (lane: UnsentRow[]) => {
    try {
      for (const row of lane) sent.push({ id: row.id, seq: await publish(bus, row) });
    } catch (error) {
      failure = error as Error;
      messagingStats.publishFailures.add();
    }
  };
  await Promise.all([...lanes(rows).values()].map(publishLane));
  return { sent, failure };
}

function lanes(rows: readonly UnsentRow[]): Map<string, UnsentRow[]> {
  const result = new Map<string, UnsentRow[]>();
  for (const row of rows) {
    const key = row.aggregate_id ?? row.id;
    const lane = result.get(key);
    if (lane) lane.push(row);
    else result.set(key, [row]);
  }
  return result;
}

async function publish(bus: Bus, { id, subject, envelope }: UnsentRow): Promise<number> {
  const meta = headers();
  meta.set('Content-Type', 'application/cloudevents+json');
  const options = { msgID: id, timeout: timeoutMs, headers: meta, expect: { streamName: eventsStream } };
  const ack = await bus.whileConnected(bus.jetstream().publish(subject, envelope, options));
  messagingStats.published.add();
  return ack.seq;
}
