import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { event, type PayloadOf } from '@latchkey/contracts/event';
import type { Bus } from '@latchkey/messaging/bus';
import { messagingStats } from '@latchkey/messaging/messaging-stats';
import { OnEvent } from '@latchkey/messaging/on-event';
import { record } from '@latchkey/messaging/record';
import { ensureStreams, type StreamOptions } from '@latchkey/messaging/streams';
import { registry } from '@latchkey/observability/metrics';
import { eventually } from '@latchkey/testing/eventually';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { operatorBus } from './support/bus.js';
import { type Servers, startServers } from './support/servers.js';
import { count, counted, effects, leaveEffect, startService, userId } from './support/service.js';

@OnEvent(counted)
class CountWhenCounted {
  async handle(payload: PayloadOf<typeof counted>, tx: EntityManager): Promise<void> {
    await leaveEffect(tx, 'Count', payload);
  }
}

const noted = event(
  'identity.note.noted',
  1,
  z.object({ userId: z.string().nullable(), number: z.number(), text: z.string() }),
);

@OnEvent(noted)
class FileWhenNoted {
  async handle(payload: PayloadOf<typeof noted>, tx: EntityManager): Promise<void> {
    await leaveEffect(tx, 'File', payload);
  }
}

let servers: Servers;
let operator: Bus;

beforeAll(async () => {
  servers = await startServers(['identity']);
  operator = await operatorBus(servers.nats.url('operator'));
});

afterAll(async () => {
  await operator?.close();
  await servers?.stop();
});

const config = async (stream: string) => {
  const jsm = await operator.jetstreamManager();
  return (await jsm.streams.info(stream)).config;
};

const start = (streams: StreamOptions) =>
  startService({
    service: 'identity',
    natsUrl: servers.nats.url('identity'),
    databaseUrl: servers.postgres.urls.identity as string,
    providers: [CountWhenCounted, FileWhenNoted],
    streams,
  });

describe('the streams', () => {
  it('are made so that nothing acknowledged is dropped, however many make them at once', async () => {
    const jsm = await operator.jetstreamManager();
    await Promise.all([ensureStreams(jsm), ensureStreams(jsm), ensureStreams(jsm)]);
    expect(await config('EVENTS')).toMatchObject({
      subjects: ['event.>'],
      storage: 'file',
      retention: 'limits',
      discard: 'new',
      deny_delete: true,
      deny_purge: true,
      max_msgs: -1,
      max_age: 14 * 24 * 3600 * 1e9,
      duplicate_window: 600 * 1e9,
    });
    expect(await config('DEAD_LETTERS')).toMatchObject({
      subjects: ['dead-letter.>'],
      discard: 'new',
      max_age: 0,
    });
  });

  it('keep what an operator set, unless the settings say otherwise', async () => {
    const jsm = await operator.jetstreamManager();
    await jsm.streams.update('EVENTS', { max_bytes: 123_456_789 });
    await ensureStreams(jsm);
    expect(await config('EVENTS')).toMatchObject({ max_bytes: 123_456_789 });
    await ensureStreams(jsm, { maxBytes: 200_000_000 });
    expect(await config('EVENTS')).toMatchObject({ max_bytes: 200_000_000 });
  });

  it('that are full refuse, and the outbox holds until there is room', async () => {
    const user = userId('full');
    const numbers = Array.from({ length: 60 }, (_, i) => i + 1);
    let identity = await start({ maxBytes: 10_000 });
    const failures = messagingStats.publishFailures.value();
    await count(identity.db, user, numbers);
    await eventually(() => expect(messagingStats.publishFailures.value()).toBeGreaterThan(failures));
    expect((await effects(identity.db, 'Count', user)).length).toBeLessThan(60);
    await eventually(async () => expect(await registry.metrics()).toMatch(/^latchkey_outbox_pending [1-9]/m));
    await identity.close();

    identity = await start({ maxBytes: 100_000_000 });
    await eventually(async () => expect(await effects(identity.db, 'Count', user)).toEqual(numbers));
    expect(await registry.metrics()).toMatch(
      /^latchkey_events_handled_total\{durable="identity_CountWhenCounted"\} [1-9]/m,
    );
    await identity.close();
  });

  it('that refuse one event of a user hold back those after it', async () => {
    const user = userId('big');
    const jsm = await operator.jetstreamManager();
    const { bytes } = (await jsm.streams.info('EVENTS')).state;
    let identity = await start({ maxBytes: bytes + 20_000 });
    const failures = messagingStats.publishFailures.value();
    await identity.db.transaction(async (tx) => {
      await record(tx, noted, { userId: user, number: 1, text: 'x'.repeat(30_000) });
      await record(tx, noted, { userId: user, number: 2, text: 'there is room for this one' });
      await record(tx, noted, { userId: userId('other'), number: 3, text: 'and for this' });
    });
    await eventually(() => expect(messagingStats.publishFailures.value()).toBeGreaterThan(failures + 1));
    await eventually(async () => expect(await effects(identity.db, 'File')).toEqual([3]));
    await identity.close();

    identity = await start({ maxBytes: 100_000_000 });
    await eventually(async () => expect(await effects(identity.db, 'File', user)).toEqual([1, 2]));
    await identity.close();
  });
});
