import { setTimeout as pause } from 'node:timers/promises';
import type { Connections } from '@latchkey/local/connections';
import { Bus } from '@latchkey/messaging/bus';
import { eventsStream } from '@latchkey/messaging/streams';
import pg from 'pg';

const patienceMs = 180_000;
const lookMs = 200;

/**
 * Waits until Latchkey has done all that follows from what was asked of it: events, audit entries, notices and mails.
 * What one round leaves to be done must not slow down the next, of whoever it is.
 *
 * @throws Error when it is not done within three minutes
 */
export async function settle({ databases, nats }: Connections): Promise<void> {
  const bus = Bus.open({ service: 'operator', instance: 'bench', natsUrl: nats.operator });
  const pools = Object.values(databases).map((connectionString) => new pg.Pool({ connectionString, max: 1 }));
  const mails = new pg.Pool({ connectionString: databases.notifications, max: 1 });
  try {
    const left = async () =>
      (await sumOf(pools, 'SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL')) +
      (await unhandled(bus)) +
      (await sumOf([mails], `SELECT count(*) AS n FROM delivery WHERE state IN ('pending', 'sending')`));
    const start = performance.now();
    while ((await left()) > 0) {
      if (performance.now() - start > patienceMs) throw new Error('Latchkey does not come to rest');
      await pause(lookMs);
    }
  } finally {
    await Promise.all([bus.close(), mails.end(), ...pools.map((pool) => pool.end())]);
  }
}

async function unhandled(bus: Bus): Promise<number> {
  await bus.connected();
  let left = 0;
  for await (const { num_pending, num_ack_pending } of (await bus.jetstreamManager()).consumers.list(
    eventsStream,
  ))
    left += num_pending + num_ack_pending;
  return left;
}

async function sumOf(pools: readonly pg.Pool[], sql: string): Promise<number> {
  const results = await Promise.all(pools.map((pool) => pool.query<{ n: string }>(sql)));
  return results.reduce((sum, { rows: [row] }) => sum + Number(row?.n), 0);
}
