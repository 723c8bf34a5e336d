import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventContract, event, type PayloadOf } from '@latchkey/contracts/event';
import type { Bus } from '@latchkey/messaging/bus';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { record } from '@latchkey/messaging/record';
import { currentContext, runInContext } from '@latchkey/messaging/request-context';
import { eventually } from '@latchkey/testing/eventually';
import { headers } from '@nats-io/transport-node';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { deadLetterCount, deadLetters, operatorBus } from './support/bus.js';
import { type Servers, startServers } from './support/servers.js';
import {
  count,
  counted,
  effects,
  leaveEffect,
  startService,
  type TestService,
  userId,
} from './support/service.js';

type Counted = PayloadOf<typeof counted>;

const traces: (string | undefined)[] = [];

@OnEvent(counted)
class CountWhenCounted {
  async handle(payload: Counted, tx: EntityManager): Promise<void> {
    traces.push(currentContext()?.traceparent);
    await leaveEffect(tx, 'Count', payload);
  }
}

/** Leaves its effect first and fails then, so that only a transaction can undo it. */
@OnEvent(counted)
class StumbleWhenCounted {
  async handle(payload: Counted, tx: EntityManager, { delivery }: ReceivedEvent): Promise<void> {
    await leaveEffect(tx, 'Stumble', payload);
    if (payload.number === 13 && delivery < 3) throw new Error('not yet');
  }
}

const broken = event(
  'identity.machine.broken',
  1,
  z.object({ userId: z.string().nullable(), number: z.number() }),
);
let repaired = false;

@OnEvent(broken)
class RepairWhenBroken {
  async handle(payload: PayloadOf<typeof broken>, tx: EntityManager): Promise<void> {
    if (!repaired) throw new Error('no tools');
    await leaveEffect(tx, 'Repair', payload);
  }
}

@OnEvent(broken)
class ReportWhenBroken {
  async handle(payload: PayloadOf<typeof broken>, tx: EntityManager): Promise<void> {
    await leaveEffect(tx, 'Report', payload);
  }
}

let servers: Servers;
let identity: TestService;
let operator: Bus;

beforeAll(async () => {
  servers = await startServers(['identity']);
  identity = await startService({
    service: 'identity',
    natsUrl: servers.nats.url('identity'),
    databaseUrl: servers.postgres.urls.identity as string,
    providers: [CountWhenCounted, StumbleWhenCounted, RepairWhenBroken, ReportWhenBroken],
    consumers: { backoffMs: [20, 40], maxDeliveries: 4, ackWaitMs: 3000 },
  });
  operator = await operatorBus(servers.nats.url('operator'));
});

afterAll(async () => {
  await identity?.close();
  await operator?.close();
  await servers?.stop();
});

const publishRaw = (contract: EventContract, body: string) =>
  operator.jetstream().publish(contract.subject, body, { headers: headers() });

describe('record', () => {
  it('needs a transaction', async () => {
    await expect(record(identity.db.manager, counted, { userId: null, number: 1 })).rejects.toThrow(
      'transaction',
    );
  });

  it('refuses a payload that does not fit the contract', async () => {
    const attempt = identity.db.transaction((tx) => record(tx, counted, { userId: null, number: 0.5 }));
    await expect(attempt).rejects.toThrow();
  });

  it('leaves nothing of a transaction that rolls back', async () => {
    const user = userId('rollback');
    const attempt = identity.db.transaction(async (tx) => {
      await record(tx, counted, { userId: user, number: 1 });
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    await count(identity.db, user, [2]);
    await eventually(async () => expect(await effects(identity.db, 'Count', user)).toEqual([2]));
  });

  it('hands the trace on to the handler', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await runInContext({ requestId: 'req_1', traceparent }, () => count(identity.db, userId('trace'), [1]));
    await eventually(() => expect(traces).toContain(traceparent));
  });
});

describe('an event', () => {
  it('has its effect once, whatever is sent again', async () => {
    const user = userId('again');
    const [id] = await count(identity.db, user, [1]);
    await eventually(async () => expect(await effects(identity.db, 'Count', user)).toEqual([1]));
    const [row] = await identity.db.query('SELECT envelope::text AS envelope FROM outbox WHERE id = $1', [
      id,
    ]);

    // Without a message id JetStream does not know that it had it.
    for (let i = 0; i < 3; i++) await publishRaw(counted, row.envelope);
    await count(identity.db, user, [2]);
    await eventually(async () => expect(await effects(identity.db, 'Count', user)).toContain(2));
    expect(await effects(identity.db, 'Count', user)).toEqual([1, 2]);
  });

  it('is tried again after a failure, and only the last try leaves a trace', async () => {
    const user = userId('stumble');
    await count(identity.db, user, [13]);
    await eventually(async () => expect(await effects(identity.db, 'Stumble', user)).toEqual([13]));
  });

  it('comes in the order of its user, under concurrent writers', async () => {
    const users = Array.from({ length: 8 }, (_, i) => userId(`order${i}`));
    const writers = users.flatMap((user) => new Array<string>(5).fill(user));
    await Promise.all(
      writers.map(async (user) => {
        for (let n = 0; n < 10; n++) await countNext(user);
      }),
    );
    const expected = Array.from({ length: 50 }, (_, i) => i + 1);
    for (const user of users) {
      await eventually(async () => expect(await effects(identity.db, 'Count', user)).toHaveLength(50));
      expect(await effects(identity.db, 'Count', user)).toEqual(expected);
    }
  });

  /** Many at once: the row's lock decides who is next, and the number tells. */
  const countNext = (user: string) =>
    identity.db.transaction(async (tx) => {
      await tx.query('INSERT INTO account (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [user]);
      const [[row]] = await tx.query(
        'UPDATE account SET number = number + 1 WHERE user_id = $1 RETURNING number',
        [user],
      );
      await record(tx, counted, { userId: user, number: row.number });
    });
});

describe('a dead letter', () => {
  it('is an event that failed too often: listed, replayed, and handled by that handler alone', async () => {
    const before = await deadLetterCount(operator);
    await identity.db.transaction((tx) => record(tx, broken, { userId: null, number: 7 }));
    await eventually(async () => expect(await deadLetterCount(operator)).toBe(before + 1));
    await eventually(async () => expect(await effects(identity.db, 'Report')).toEqual([7]));

    const list = await deadLetters(servers.nats.url('operator'), 'list');
    expect(list).toContain('identity_RepairWhenBroken');
    expect(list).toContain('no tools');

    // Still broken: the replay becomes a new letter, although it is the same event.
    const id = /evt_\w{20}/.exec(list)?.[0] as string;
    await deadLetters(servers.nats.url('operator'), 'replay', id);
    await eventually(async () => expect(await deadLetterCount(operator)).toBe(before + 1));
    expect(await effects(identity.db, 'Repair')).toEqual([]);

    repaired = true;
    await deadLetters(servers.nats.url('operator'), 'replay', '--all');
    await eventually(async () => expect(await effects(identity.db, 'Repair')).toEqual([7]));
    expect(await effects(identity.db, 'Report')).toEqual([7]);
    expect(await deadLetterCount(operator)).toBe(before);
  });

  it('is at once what cannot be read, and later events do not wait for it', async () => {
    const before = await deadLetterCount(operator);
    const user = userId('poison');
    await publishRaw(counted, 'no JSON');
    await publishRaw(counted, JSON.stringify({ specversion: '1.0', data: {} }));
    await count(identity.db, user, [1]);
    // Two handlers react to this event, and neither can read it.
    await eventually(async () => expect(await deadLetterCount(operator)).toBe(before + 4));
    await eventually(async () => expect(await effects(identity.db, 'Count', user)).toEqual([1]));
    const jsm = await operator.jetstreamManager();
    await eventually(async () => {
      const { num_ack_pending, num_pending } = await jsm.consumers.info(
        'EVENTS',
        'identity_CountWhenCounted',
      );
      expect({ num_ack_pending, num_pending }).toEqual({ num_ack_pending: 0, num_pending: 0 });
    });
  });
});
