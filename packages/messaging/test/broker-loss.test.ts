import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PayloadOf } from '@latchkey/contracts/event';
import { rpc } from '@latchkey/contracts/rpc';
import { Bus } from '@latchkey/messaging/bus';
import { messagingStats } from '@latchkey/messaging/messaging-stats';
import { OnEvent } from '@latchkey/messaging/on-event';
import { Rpc } from '@latchkey/messaging/rpc';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { eventually } from '@latchkey/testing/eventually';
import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { deadLetterCount, operatorBus, publishCounted } from './support/bus.js';
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

@OnEvent(counted)
class CountWhenCounted {
  async handle(payload: PayloadOf<typeof counted>, tx: EntityManager): Promise<void> {
    await leaveEffect(tx, 'Count', payload);
  }
}

@OnEvent(counted)
class NotifyWhenCounted {
  async handle(payload: PayloadOf<typeof counted>, tx: EntityManager): Promise<void> {
    await leaveEffect(tx, 'Notify', payload);
  }
}

const ping = rpc('identity.wire.ping', { input: z.object({}), output: z.object({ pong: z.literal(true) }) });

@Controller()
class WireRpc {
  @Rpc(ping)
  async ping(): Promise<{ pong: true }> {
    return { pong: true };
  }
}

let servers: Servers;
const running: { close(): Promise<void> }[] = [];

const start = async (service: 'identity' | 'notifications', options: Partial<ServiceOptions> = {}) => {
  const started = await startService({
    service,
    natsUrl: servers.nats.url(service),
    databaseUrl: servers.postgres.urls[service] as string,
    providers: service === 'identity' ? [CountWhenCounted] : [NotifyWhenCounted],
    controllers: service === 'identity' ? [WireRpc] : [],
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

beforeEach(async () => {
  servers = await startServers(['identity', 'notifications']);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
  await servers.stop();
});

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const user = userId('loss');

/** All of them, once each, whatever the order. */
const expectEffects = (service: TestService, handler: string, numbers: readonly number[]) =>
  eventually(async () => {
    const seen = await effects(service.db, handler);
    expect(seen.sort((a, b) => a - b)).toEqual(numbers);
  });

const operatorOf = async () => {
  const bus = await operatorBus(servers.nats.url('operator'));
  running.push(bus);
  return bus;
};

describe('while NATS is away', () => {
  it('a process starts, records, and delivers later', async () => {
    await servers.nats.stop();
    const identity = await start('identity');
    expect(identity.app.get(Bus).isConnected()).toBe(false);
    await count(identity.db, user, upTo(5));

    await servers.nats.start();
    await expectEffects(identity, 'Count', upTo(5));
    expect(identity.app.get(Bus).isConnected()).toBe(true);
  });

  it('a question waits for it, and is answered when it is back', async () => {
    const identity = await start('identity');
    const bus = await operatorBus(servers.nats.url('operator'));
    running.push(bus);
    const client = new RpcClient(bus, { deadlineMs: 20_000 });
    await eventually(() => client.call(ping, {}));

    await servers.nats.kill();
    await eventually(() => expect(bus.isConnected() || identity.app.get(Bus).isConnected()).toBe(false));
    const hasty = new RpcClient(bus, { deadlineMs: 100 });
    await expect(hasty.call(ping, {})).rejects.toMatchObject({ kind: 'unavailable' });
    await servers.nats.start();
    // Nobody serves the subject until that service is back, too.
    await eventually(() => expect(client.call(ping, {})).resolves.toEqual({ pong: true }));
  });
});

describe('a broker that is killed and started again', () => {
  it('loses and doubles nothing', async () => {
    const identity = await start('identity');
    let last = 0;
    const writing = (async () => {
      while (last < 300) await count(identity.db, user, [++last]);
    })();
    for (const at of [50, 120, 200]) {
      await eventually(() => expect(last).toBeGreaterThan(at));
      await servers.nats.kill();
      await servers.nats.start();
    }
    await writing;
    await expectEffects(identity, 'Count', upTo(300));
  });
});

describe('a broker that lost its store', () => {
  it('is filled again, and every event reaches every service, once', async () => {
    let notifications = await start('notifications');
    const identity = await start('identity');
    await count(identity.db, user, upTo(20));
    await expectEffects(identity, 'Count', upTo(20));
    await expectEffects(notifications, 'Notify', upTo(20));

    await stop(notifications);
    await count(identity.db, user, upTo(40, 21));
    await expectEffects(identity, 'Count', upTo(40));

    await servers.nats.kill();
    servers.nats.wipe();
    await count(identity.db, user, upTo(50, 41));
    await servers.nats.start();
    await expectEffects(identity, 'Count', upTo(50));

    notifications = await start('notifications');
    await count(identity.db, user, upTo(60, 51));
    await expectEffects(identity, 'Count', upTo(60));
    await expectEffects(notifications, 'Notify', upTo(60));
  });

  it('loses nothing when it happens while nobody looks', async () => {
    let identity = await start('identity');
    await count(identity.db, user, upTo(10));
    await expectEffects(identity, 'Count', upTo(10));
    await stop(identity);

    await servers.nats.stop();
    servers.nats.wipe();
    await servers.nats.start();
    const notifications = await start('notifications');
    identity = await start('identity');
    await expectEffects(notifications, 'Notify', upTo(10));
    await expectEffects(identity, 'Count', upTo(10));
  });
});

describe('a broker that lost the tail of its stream', () => {
  it('gets it back, and delivers what took the lost numbers', async () => {
    let identity = await start('identity');
    let notifications = await start('notifications');
    await count(identity.db, user, upTo(10));
    await expectEffects(identity, 'Count', upTo(10));
    await servers.nats.stop();
    const goBack = servers.nats.saveMessages();
    await servers.nats.start();
    await count(identity.db, user, upTo(30, 11));
    await expectEffects(identity, 'Count', upTo(30));
    await expectEffects(notifications, 'Notify', upTo(30));
    await stop(identity);
    await stop(notifications);

    // The messages are those of a while ago; the durables still hold those that came after them for acknowledged.
    await servers.nats.stop();
    goBack();
    await servers.nats.start();
    // Another process is faster, and its events get the numbers of those that are lost.
    await publishCounted(await operatorOf(), user, upTo(50, 31));

    identity = await start('identity');
    notifications = await start('notifications');
    await count(identity.db, user, upTo(60, 51));
    await expectEffects(identity, 'Count', upTo(60));
    await expectEffects(notifications, 'Notify', upTo(60));

    // Not only do the effects say so: the stream holds all of them again.
    const jsm = await (await operatorOf()).jetstreamManager();
    expect((await jsm.streams.info('EVENTS')).state.messages).toBe(60);
  });
});

describe('a database that is away', () => {
  it('makes no dead letters: events wait for it', async () => {
    const identity = await start('identity', {
      consumers: { ackWaitMs: 1000, backoffMs: [20], maxDeliveries: 2 },
    });
    await count(identity.db, user, [1]);
    await expectEffects(identity, 'Count', [1]);
    await servers.postgres.stop();
    const failures = messagingStats.failures.value();
    await publishCounted(await operatorOf(), user, [2, 3, 4]);
    await eventually(() => expect(messagingStats.failures.value()).toBeGreaterThan(failures));
    await servers.startPostgresAgain();
    await expectEffects(identity, 'Count', upTo(4));
    expect(await deadLetterCount(await operatorOf())).toBe(0);
    await count(identity.db, user, [5]);
    await expectEffects(identity, 'Count', upTo(5));
  });
});

describe('verification', () => {
  it('sends again what the stream does not hold, and marks what it holds', async () => {
    const identity = await start('identity', { relay: { verifyAfterMs: 500 } });
    const [kept, lost] = await count(identity.db, user, [1, 2]);
    await expectEffects(identity, 'Count', [1, 2]);
    const state = async (id: string | undefined) => {
      const [row] = await identity.db.query(
        'SELECT sent_at IS NOT NULL AS sent, verified_at IS NOT NULL AS verified, stream_seq FROM outbox WHERE id = $1',
        [id],
      );
      return row;
    };
    await eventually(async () => expect(await state(lost)).toMatchObject({ sent: true, verified: true }));

    // As if the stream held another event at that number.
    const { stream_seq: seq } = await state(kept);
    const { stream_seq: right } = await state(lost);
    await identity.db.query('UPDATE outbox SET stream_seq = $2, verified_at = NULL WHERE id = $1', [
      lost,
      seq,
    ]);
    await eventually(async () =>
      expect(await state(lost)).toEqual({ sent: true, verified: true, stream_seq: right }),
    );
    expect(await effects(identity.db, 'Count')).toEqual([1, 2]);
  });

  it('lets rows go only when they are old and verified', async () => {
    const identity = await start('identity', { relay: { verifyAfterMs: 500, outboxDays: 7 } });
    const [old, young] = await count(identity.db, user, [1, 2]);
    await expectEffects(identity, 'Count', [1, 2]);
    await identity.db.query(`UPDATE outbox SET created_at = now() - interval '8 days' WHERE id = $1`, [old]);
    await identity.db.query(`UPDATE inbox SET received_at = now() - interval '23 days' WHERE event_id = $1`, [
      old,
    ]);
    await eventually(async () =>
      expect(await identity.db.query('SELECT id FROM outbox WHERE verified_at IS NULL')).toEqual([]),
    );
    // Housekeeping happens when a relay starts, and now and then.
    await stop(identity);
    const again = await start('identity');
    await eventually(async () =>
      expect(await again.db.query('SELECT id FROM outbox')).toEqual([{ id: young }]),
    );
    await eventually(async () =>
      expect(await again.db.query('SELECT event_id FROM inbox')).toEqual([{ event_id: young }]),
    );
  });
});
