import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@latchkey/database/database.module';
import type { Bus } from '@latchkey/messaging/bus';
import { messagingMigrations } from '@latchkey/messaging/messaging-migrations';
import { eventually } from '@latchkey/testing/eventually';
import type { DataSource } from 'typeorm';
import { deadLetterCount, operatorBus } from './support/bus.js';
import { Child, type ChildOptions } from './support/child.js';
import { type Servers, startServers } from './support/servers.js';
import { CreateEffects1763850000001, count, effects, userId } from './support/service.js';

let servers: Servers;
let db: DataSource;
let operator: Bus;

const startChild = (options: Partial<ChildOptions> = {}) =>
  Child.start({
    natsUrl: servers.nats.url('identity'),
    databaseUrl: servers.postgres.urls.identity as string,
    ...options,
  });

beforeAll(async () => {
  servers = await startServers(['identity']);
  db = await openDatabase({
    url: servers.postgres.urls.identity as string,
    poolSize: 4,
    applicationName: 'test',
    entities: [],
    migrations: [...messagingMigrations, CreateEffects1763850000001],
  });
  operator = await operatorBus(servers.nats.url('operator'));
});

afterEach(() => Child.killAll());

afterAll(async () => {
  await operator?.close();
  await db?.destroy();
  await servers?.stop();
});

describe('a process that is killed', () => {
  it.each(['before mark', 'before commit', 'before ack'] as const)(
    '%s: the event has its effect once',
    async (dieAt) => {
      const user = userId(dieAt.replace(' ', ''));
      const dying = await startChild({ dieAt });
      await count(db, user, [1]);
      expect(await dying.ended).toBe('SIGKILL');
      if (dieAt === 'before commit') expect(await effects(db, 'Count', user)).toEqual([]);
      if (dieAt === 'before ack') expect(await effects(db, 'Count', user)).toEqual([1]);
      if (dieAt === 'before mark') {
        expect(await db.query('SELECT count(*)::int AS unsent FROM outbox WHERE sent_at IS NULL')).toEqual([
          { unsent: 1 },
        ]);
        const jsm = await operator.jetstreamManager();
        expect((await jsm.streams.info('EVENTS')).state.messages).toBe(1);
      }

      const healthy = await startChild();
      await count(db, user, [2]);
      await eventually(async () => expect((await effects(db, 'Count', user)).sort()).toEqual([1, 2]));
      await eventually(async () => {
        const jsm = await operator.jetstreamManager();
        const { num_ack_pending, num_pending } = await jsm.consumers.info(
          'EVENTS',
          'identity_CountWhenCounted',
        );
        expect(num_ack_pending + num_pending).toBe(0);
      });
      expect((await effects(db, 'Count', user)).sort()).toEqual([1, 2]);
      await healthy.stop();
    },
  );

  it('by an event each time: the event becomes a dead letter', async () => {
    const user = userId('deadly');
    const before = await deadLetterCount(operator);
    await count(db, user, [1]);
    let deaths = 0;
    for (let gone = false; !gone; ) {
      const child = await startChild({ dieAt: 'before commit', maxDeliveries: 2 });
      gone = await isGone(child, before);
      if (gone) await child.stop();
      else deaths += 1;
    }
    expect(deaths).toBe(2);
    expect(await effects(db, 'Count', user)).toEqual([]);
  });

  /** Whether the child gave the event up, instead of dying of it. */
  const isGone = (child: Child, before: number): Promise<boolean> =>
    eventually(async () => {
      if ((await deadLetterCount(operator)) > before) return true;
      expect(child.process.signalCode).toBe('SIGKILL');
      return false;
    });
});
