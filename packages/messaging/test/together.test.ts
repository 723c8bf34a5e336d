import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PayloadOf } from '@latchkey/contracts/event';
import { CommitBatch } from '@latchkey/database/commit-batch';
import type { Bus } from '@latchkey/messaging/bus';
import { OnEvent } from '@latchkey/messaging/on-event';
import { eventually } from '@latchkey/testing/eventually';
import type { DataSource, EntityManager } from 'typeorm';
import { deadLetterCount, operatorBus, publishCounted } from './support/bus.js';
import { Child } from './support/child.js';
import { type Servers, startServers } from './support/servers.js';
import {
  counted,
  effects,
  leaveEffect,
  type ServiceOptions,
  startService,
  type TestService,
  userId,
} from './support/service.js';

type Counted = PayloadOf<typeof counted>;

const one = userId('one');
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

/** Fails with this number, after it left its effect. */
let stumblesOver: number | undefined;

@OnEvent(counted, { together: true })
class CountWhenCounted {
  async handle(payload: Counted, tx: EntityManager): Promise<void> {
    await leaveEffect(tx, 'Count', payload);
    if (payload.number === stumblesOver) throw new Error('stumbled');
  }
}

/** Leaves all its effects just before the commit. */
@OnEvent(counted, { together: true })
class CollectWhenCounted {
  private readonly effects = new CommitBatch<Counted>(async (tx, payloads) => {
    for (const payload of payloads) await leaveEffect(tx, 'Collect', payload);
    if (payloads.some(({ number }) => number === stumblesOver)) throw new Error('stumbled');
  });

  async handle(payload: Counted, tx: EntityManager): Promise<void> {
    this.effects.add(tx, payload);
  }
}

const handlers = ['Count', 'Collect'];

let servers: Servers;
let operator: Bus;
const running: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  stumblesOver = undefined;
  servers = await startServers(['identity']);
  operator = await operatorBus(servers.nats.url('operator'));
  running.push(operator);
});

afterEach(async () => {
  Child.killAll();
  await Promise.all(running.splice(0).map((each) => each.close()));
  await servers.stop();
});

const start = async (options: Partial<ServiceOptions> = {}): Promise<TestService> => {
  const service = await startService({
    service: 'identity',
    natsUrl: servers.nats.url('identity'),
    databaseUrl: servers.postgres.urls.identity as string,
    providers: [CountWhenCounted, CollectWhenCounted],
    consumers: { ackWaitMs: 1000, backoffMs: [20], maxDeliveries: 3 },
    ...options,
  });
  running.push(service);
  return service;
};

/** Makes streams and tables, and leaves. */
const prepare = async (): Promise<void> => {
  const service = await start({ providers: [] });
  await eventually(async () => (await operator.jetstreamManager()).streams.info('EVENTS'));
  running.splice(running.indexOf(service), 1);
  await service.close();
};

const transactions = async (db: DataSource, handler: string): Promise<number> => {
  const [row] = await db.query('SELECT count(DISTINCT xmin::text)::int AS n FROM effect WHERE handler = $1', [
    handler,
  ]);
  return row.n;
};

describe('events that are handled together', () => {
  it('share a transaction, in their order', async () => {
    await prepare();
    await publishCounted(operator, one, upTo(40));
    const { db } = await start();
    for (const handler of handlers) {
      await eventually(async () => expect(await effects(db, handler)).toHaveLength(40));
      expect(await effects(db, handler)).toEqual(upTo(40));
      expect(await transactions(db, handler)).toBeLessThan(10);
    }
  });

  it('come more than fit into one transaction, and all have their effect once', async () => {
    await prepare();
    await publishCounted(operator, one, upTo(50));
    const { db } = await start({ consumers: { togetherAtMost: 7 } });
    for (const handler of handlers) {
      await eventually(async () => expect(await effects(db, handler)).toHaveLength(50));
      expect(sorted(await effects(db, handler))).toEqual(upTo(50));
      expect(await transactions(db, handler)).toBeGreaterThanOrEqual(8);
    }
  });

  it('do not suffer from one that fails: it alone becomes a dead letter', async () => {
    stumblesOver = 5;
    await prepare();
    await publishCounted(operator, one, upTo(9));
    const { db } = await start();
    await eventually(async () => expect(await deadLetterCount(operator)).toBe(2));
    for (const handler of handlers) {
      await eventually(async () => expect(await effects(db, handler)).toHaveLength(8));
      expect(sorted(await effects(db, handler))).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
    }
  });

  it('have their effect once when one of them comes twice at the same time', async () => {
    await prepare();
    await publishCounted(operator, one, upTo(5));
    // The same events under other message ids, which the broker does not know for the same.
    const jsm = await operator.jetstreamManager();
    for (const seq of upTo(5)) {
      const message = await jsm.streams.getMessage('EVENTS', { seq });
      await operator.jetstream().publish(counted.subject, message?.data ?? '');
    }
    await publishCounted(operator, one, [6]);
    const { db } = await start();
    for (const handler of handlers) {
      await eventually(async () => expect(await effects(db, handler)).toContain(6));
      await eventually(async () => expect(await unsettled(handler)).toBe(0));
      expect(sorted(await effects(db, handler))).toEqual(upTo(6));
    }
    expect(await deadLetterCount(operator)).toBe(0);
  });

  it('have their effect once over two replicas', async () => {
    await prepare();
    await publishCounted(operator, one, upTo(30));
    const [{ db }] = await Promise.all([start(), start()]);
    await publishCounted(operator, one, upTo(60).slice(30));
    for (const handler of handlers) {
      await eventually(async () => expect(await unsettled(handler)).toBe(0));
      expect(sorted(await effects(db, handler))).toEqual(upTo(60));
    }
  });

  it('are not lost, nor given up, with one that kills the process', async () => {
    await prepare();
    await publishCounted(operator, one, upTo(9));
    const options = {
      natsUrl: servers.nats.url('identity'),
      databaseUrl: servers.postgres.urls.identity as string,
      together: true,
      maxDeliveries: 3,
    };
    for (let death = 1; death <= 3; death++) {
      expect(await (await Child.start({ ...options, dieOf: 5 })).ended).toBe('SIGKILL');
    }
    const last = await Child.start({ ...options, dieOf: 5 });
    await eventually(async () => expect(await deadLetterCount(operator)).toBe(1));
    const { db } = await start({ providers: [] });
    await eventually(async () => expect(await effects(db, 'Count')).toHaveLength(8));
    expect(sorted(await effects(db, 'Count'))).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
    await last.stop();
  });
});

const unsettled = async (handler: string): Promise<number> => {
  const jsm = await operator.jetstreamManager();
  const durable = `identity_${handler}WhenCounted`;
  const { num_ack_pending, num_pending } = await jsm.consumers.info('EVENTS', durable);
  return num_ack_pending + num_pending;
};
