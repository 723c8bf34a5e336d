import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PayloadOf } from '@latchkey/contracts/event';
import { OnEvent } from '@latchkey/messaging/on-event';
import { eventually } from '@latchkey/testing/eventually';
import type { DataSource, EntityManager } from 'typeorm';
import { operatorBus } from './support/bus.js';
import { Child } from './support/child.js';
import { type Servers, startServers } from './support/servers.js';
import {
  count,
  counted,
  effects,
  leaveEffect,
  type ServiceOptions,
  startService,
  type TestService,
  userId,
} from './support/service.js';

let atOnce = 0;
let mostAtOnce = 0;

@OnEvent(counted, { concurrency: 4 })
class CountWhenCounted {
  async handle(payload: PayloadOf<typeof counted>, tx: EntityManager): Promise<void> {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    await leaveEffect(tx, 'Count', payload);
    await tx.query('SELECT pg_sleep(0.002)');
    atOnce -= 1;
  }
}

let slowMay: Promise<void>;
let slowBegun = 0;

@OnEvent(counted)
class DawdleWhenCounted {
  async handle(payload: PayloadOf<typeof counted>, tx: EntityManager): Promise<void> {
    slowBegun += 1;
    await leaveEffect(tx, 'Dawdle', payload);
    await slowMay;
  }
}

let servers: Servers;
const running: { close(): Promise<void> }[] = [];

const start = async (options: Partial<ServiceOptions> = {}): Promise<TestService> => {
  const started = await startService({
    service: 'identity',
    natsUrl: servers.nats.url('identity'),
    databaseUrl: servers.postgres.urls.identity as string,
    providers: [CountWhenCounted],
    consumers: { ackWaitMs: 1000, backoffMs: [50] },
    ...options,
  });
  running.push(started);
  return started;
};

const stop = async (service: TestService) => {
  running.splice(running.indexOf(service), 1);
  await service.close();
};

/** The database sessions that hold the relay's lock. */
const relays = async (db: DataSource): Promise<number[]> => {
  const rows: { pid: number }[] = await db.query(
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 52824540 AND granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows.map((row) => row.pid);
};

const oneRelay = (db: DataSource) =>
  eventually(async () => {
    const found = await relays(db);
    expect(found).toHaveLength(1);
    return found[0];
  });

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

beforeEach(async () => {
  servers = await startServers(['identity']);
  atOnce = 0;
  mostAtOnce = 0;
});

afterEach(async () => {
  Child.killAll();
  await Promise.all(running.splice(0).map((one) => one.close()));
  await servers.stop();
});

describe('two replicas', () => {
  it('have one relay, and the other takes over when it stops', async () => {
    const first = await start();
    const leader = await oneRelay(first.db);
    const second = await start();
    await count(second.db, userId('one'), upTo(5));
    await eventually(async () => expect(await effects(second.db, 'Count')).toHaveLength(5));
    expect(await relays(second.db)).toEqual([leader]);

    await stop(first);
    await count(second.db, userId('two'), upTo(5));
    await eventually(async () => expect(await effects(second.db, 'Count')).toHaveLength(10));
    expect(await oneRelay(second.db)).not.toBe(leader);
  });

  it('take over from a relay that is paused', async () => {
    const paused = await Child.start({
      natsUrl: servers.nats.url('identity'),
      databaseUrl: (await prepared()) as string,
    });
    const second = await start();
    const leader = await oneRelay(second.db);
    paused.process.kill('SIGSTOP');
    await count(second.db, userId('one'), upTo(5));
    await eventually(async () => expect(await effects(second.db, 'Count')).toHaveLength(5));
    expect(await relays(second.db)).not.toEqual([leader]);
    await paused.stop();
    await count(second.db, userId('one'), [6]);
    await eventually(async () => expect(await effects(second.db, 'Count')).toHaveLength(6));
  });

  /** The tables are there, and no relay is. */
  const prepared = async () => {
    await stop(await start({ relay: false }));
    return servers.postgres.urls.identity;
  };

  it('handle the events of one user one at a time, and those of several side by side', async () => {
    const first = await start();
    await start();
    await count(first.db, userId('one'), upTo(60));
    await eventually(async () => expect(await effects(first.db, 'Count')).toHaveLength(60));
    expect(sorted(await effects(first.db, 'Count'))).toEqual(upTo(60));
    expect(mostAtOnce).toBe(1);

    mostAtOnce = 0;
    await Promise.all(upTo(8).map((n) => count(first.db, userId(`side${n}`), upTo(10))));
    await eventually(async () => expect(await effects(first.db, 'Count')).toHaveLength(140));
    expect(mostAtOnce).toBeGreaterThan(1);
  });

  it('tell the relay at once of what they commit', async () => {
    // Once an hour: without a hint the test would time out.
    const relay = { pollMs: 3_600_000 };
    const first = await start({ relay });
    await oneRelay(first.db);
    await count(first.db, userId('near'), [1]);
    await eventually(async () => expect(await effects(first.db, 'Count')).toEqual([1]));
    const second = await start({ relay });
    await count(second.db, userId('far'), [2]);
    await eventually(async () => expect(await effects(first.db, 'Count')).toEqual([1, 2]));
  });

  it('need no notification: the relay finds what another replica recorded', async () => {
    const relay = { notify: false };
    const first = await start({ relay });
    await oneRelay(first.db);
    const second = await start({ relay });
    await count(second.db, userId('quiet'), upTo(20));
    await eventually(async () => expect(sorted(await effects(second.db, 'Count'))).toEqual(upTo(20)));
  });

  it('survive that the database ends all their connections', async () => {
    const first = await start();
    const second = await start();
    const user = userId('cut');
    await count(first.db, user, upTo(20));
    await oneRelay(first.db);
    await first.db.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await eventually(() => count(second.db, user, [21]));
    await eventually(async () => expect(sorted(await effects(first.db, 'Count', user))).toEqual(upTo(21)));
  });
});

describe('stopping', () => {
  it('finishes the handler in flight and gives back the rest', async () => {
    let letGo = () => {};
    slowMay = new Promise((resolve) => {
      letGo = resolve;
    });
    slowBegun = 0;
    const providers = [DawdleWhenCounted];
    const first = await start({ providers });
    await count(first.db, userId('slow'), upTo(3));
    await eventually(() => expect(slowBegun).toBe(1));
    const second = await start({ providers });
    const stopped = stop(first);
    letGo();
    await stopped;
    await eventually(async () => expect(await effects(second.db, 'Dawdle')).toEqual(upTo(3)));
    // None was begun twice: what was in flight was finished and acknowledged.
    expect(slowBegun).toBe(3);
  });

  it('of a handler that takes longer than its acknowledgement may: it is renewed, not run again', async () => {
    let letGo = () => {};
    slowMay = new Promise((resolve) => {
      letGo = resolve;
    });
    slowBegun = 0;
    const first = await start({ providers: [DawdleWhenCounted], consumers: { ackWaitMs: 400 } });
    await start({ providers: [DawdleWhenCounted], consumers: { ackWaitMs: 400 } });
    await count(first.db, userId('long'), [1]);
    await eventually(() => expect(slowBegun).toBe(1));
    // Time enough for three redeliveries, by the broker's clock and the database's.
    await first.db.query('SELECT pg_sleep(1.5)');
    const operator = await operatorBus(servers.nats.url('operator'));
    running.push(operator);
    const jsm = await operator.jetstreamManager();
    expect(await jsm.consumers.info('EVENTS', 'identity_DawdleWhenCounted')).toMatchObject({
      num_ack_pending: 1,
      num_redelivered: 0,
    });
    letGo();
    await eventually(async () => expect(await effects(first.db, 'Dawdle')).toEqual([1]));
    expect(slowBegun).toBe(1);
  });
});
