import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { rpc } from '@latchkey/contracts/rpc';
import { AppError } from '@latchkey/errors/app-error';
import { Bus } from '@latchkey/messaging/bus';
import { currentContext, runInContext } from '@latchkey/messaging/request-context';
import { Rpc } from '@latchkey/messaging/rpc';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { eventually } from '@latchkey/testing/eventually';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { operatorBus } from './support/bus.js';
import { type Servers, startServers } from './support/servers.js';
import { startService, type TestService } from './support/service.js';

const Person = z.object({ name: z.string() });
const rename = rpc('identity.person.rename', {
  input: z.object({ name: z.string().min(2) }),
  output: Person,
});
const list = rpc('identity.person.list', {
  input: z.object({ limit: z.number().int().default(2) }),
  output: z.array(Person),
});
const find = rpc('identity.person.find', {
  input: z.object({ name: z.string() }),
  output: Person.nullable(),
});
const forget = rpc('identity.person.forget', { input: z.object({}), output: z.void() });
const stall = rpc('identity.person.stall', { input: z.object({}), output: Person });
const fail = rpc('identity.person.fail', { input: z.object({ how: z.string() }), output: Person });
const describeContext = rpc('identity.context.describe', {
  input: z.object({}),
  output: z.object({ requestId: z.string(), traceparent: z.string().optional(), remainingMs: z.number() }),
});
const nobody = rpc('identity.person.nobody', { input: z.object({}), output: Person });

class PersonNotFound extends AppError {
  constructor() {
    super('not_found', 'PERSON_NOT_FOUND', 'No such person', {
      errors: [{ pointer: '/name', code: 'unknown', message: 'is unknown' }],
      retryAfterSeconds: 7,
      extra: { hint: 'look elsewhere' },
      privateDetail: 'row 17 of table person',
    });
  }
}

const row = (name: string) => ({ name, passwordHash: '$argon2id$secret' });
let letGo: () => void;
const stalled = new Promise<void>((resolve) => {
  letGo = resolve;
});
let stalledCalls = 0;
let renames = 0;

@Controller()
class PersonRpc {
  @Rpc(rename)
  async rename({ name }: InputOf<typeof rename>): Promise<OutputOf<typeof rename>> {
    renames += 1;
    return row(name);
  }

  @Rpc(list)
  async list({ limit }: InputOf<typeof list>): Promise<OutputOf<typeof list>> {
    return ['Ada', 'Grace', 'Edith'].slice(0, limit).map(row);
  }

  @Rpc(find)
  async find(): Promise<null> {
    return null;
  }

  @Rpc(forget)
  async forget(): Promise<void> {}

  @Rpc(stall)
  async stall(): Promise<OutputOf<typeof stall>> {
    stalledCalls += 1;
    await stalled;
    return row('late');
  }

  @Rpc(fail)
  async fail({ how }: InputOf<typeof fail>): Promise<OutputOf<typeof fail>> {
    if (how === 'refusal') throw new PersonNotFound();
    if (how === 'reply') return { nom: 'Ada', passwordHash: 'secret' } as never;
    throw new Error('connection string postgres://secret');
  }

  @Rpc(describeContext)
  async describeContext(): Promise<OutputOf<typeof describeContext>> {
    const context = currentContext();
    const remainingMs = (context?.deadlineAt ?? Number.NaN) - performance.now();
    return { requestId: context?.requestId ?? '', traceparent: context?.traceparent, remainingMs };
  }
}

let servers: Servers;
let identity: TestService;
let gateway: TestService;
let client: RpcClient;
let operator: Bus;

beforeAll(async () => {
  servers = await startServers([]);
  identity = await startService({
    service: 'identity',
    natsUrl: servers.nats.url('identity'),
    controllers: [PersonRpc],
  });
  gateway = await startService({ service: 'gateway', natsUrl: servers.nats.url('gateway') });
  client = gateway.app.get(RpcClient);
  operator = await operatorBus(servers.nats.url('operator'));
  // A process that starts does not wait for NATS.
  await eventually(() => client.call(forget, {}));
});

afterAll(async () => {
  letGo();
  await gateway?.close();
  await identity?.close();
  await operator?.close();
  await servers?.stop();
});

const refusal = async (promise: Promise<unknown>): Promise<AppError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
};

/** What really is on the wire. */
const askRaw = async (subject: string, body: string): Promise<string> =>
  (await operator.connection.request(subject, body, { timeout: 3000 })).string();

describe('a question', () => {
  it('is answered', async () => {
    expect(await client.call(rename, { name: 'Ada' })).toEqual({ name: 'Ada' });
  });

  it('may be answered with a list, with null, with nothing', async () => {
    expect(await client.call(list, {})).toEqual([{ name: 'Ada' }, { name: 'Grace' }]);
    expect(await client.call(find, { name: 'Ada' })).toBeNull();
    expect(await client.call(forget, {})).toBeUndefined();
  });

  it('never brings columns that its contract does not name', async () => {
    const text = await askRaw(rename.subject, JSON.stringify({ id: '1', data: { name: 'Ada' } }));
    expect(text).toContain('Ada');
    expect(text).not.toContain('argon2id');
    expect(await askRaw(list.subject, JSON.stringify({ id: '1', data: {} }))).not.toContain('argon2id');
  });

  it('that breaks its schema is validation_failed, with a pointer', async () => {
    const error = await refusal(client.call(rename, { name: 'A' }));
    expect(error).toMatchObject({ kind: 'invalid', code: 'validation_failed', status: 422 });
    expect(error.details.errors).toEqual([expect.objectContaining({ pointer: '/name', code: 'too_small' })]);
  });

  it('carries the request’s id, trace and remaining time', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const context = { requestId: 'req_42', traceparent, deadlineAt: performance.now() + 2000 };
    const seen = await runInContext(context, () => client.call(describeContext, {}));
    expect(seen).toMatchObject({ requestId: 'req_42', traceparent });
    expect(seen.remainingMs).toBeLessThanOrEqual(2000);
    const other = await client.call(describeContext, {});
    expect(other.requestId).toMatch(/^req_/);
    expect(other.remainingMs).toBeGreaterThan(2000);
  });
});

describe('a refusal', () => {
  it('crosses the wire as it was thrown, without its private detail', async () => {
    const error = await refusal(client.call(fail, { how: 'refusal' }));
    expect(error.toWire()).toEqual(new PersonNotFound().toWire());
    const text = await askRaw(fail.subject, JSON.stringify({ id: '1', data: { how: 'refusal' } }));
    expect(text).toContain('PERSON_NOT_FOUND');
    expect(text).not.toContain('row 17');
  });

  it('that nobody meant is internal, and tells nothing', async () => {
    for (const how of ['bug', 'reply']) {
      const error = await refusal(client.call(fail, { how }));
      expect(error).toMatchObject({ kind: 'internal', code: 'internal', status: 500 });
      const text = await askRaw(fail.subject, JSON.stringify({ id: '1', data: { how } }));
      expect(text).not.toContain('secret');
      expect(text).not.toContain('nom');
    }
  });

  it('answers a message that is no packet', async () => {
    expect(await askRaw(rename.subject, 'no JSON')).toContain('"internal"');
    expect(await askRaw(rename.subject, '')).toContain('"internal"');
    expect(await askRaw(rename.subject, 'null')).toContain('"internal"');
    expect(await askRaw(rename.subject, '{"id":"1"}')).toContain('validation_failed');
  });
});

describe('no answer', () => {
  it('is unavailable at once when nobody serves the subject', async () => {
    // A deadline of a minute: the test would time out if it were waited for.
    const patient = new RpcClient(gateway.app.get(Bus), {
      deadlineMs: 60_000,
    });
    const error = await refusal(patient.call(nobody, {}));
    expect(error).toMatchObject({ kind: 'unavailable', status: 503 });
    expect(error.details.privateDetail).toContain('Nobody serves');
  });

  it('is unavailable at the deadline', async () => {
    const hasty = new RpcClient(operator, { deadlineMs: 100 });
    const error = await refusal(hasty.call(stall, {}));
    expect(error).toMatchObject({ kind: 'unavailable', status: 503 });
    expect(error.details.privateDetail).toContain('did not answer');
  });

  it('is unavailable without a question when no time is left', async () => {
    const before = stalledCalls;
    const context = { requestId: 'req_1', deadlineAt: performance.now() + 10 };
    const error = await refusal(runInContext(context, () => client.call(stall, {})));
    expect(error.details.privateDetail).toContain('No time is left');
    expect(stalledCalls).toBe(before);
  });

  it.each(['', 'no JSON', '17', '{"err":{"status":"error"},"id":"1"}', '{"isDisposed":true}'])(
    'is what a malformed reply counts as: %j',
    async (reply) => {
      const subscription = operator.connection.subscribe(nobody.subject, {
        max: 1,
        callback: (_, message) => void message.respond(reply),
      });
      await operator.connection.flush();
      expect(await refusal(client.call(nobody, {}))).toMatchObject({ kind: 'unavailable' });
      subscription.unsubscribe();
    },
  );
});

describe('a subject', () => {
  it('is answered by one replica for each question', async () => {
    const second = await startService({
      service: 'identity',
      natsUrl: servers.nats.url('identity'),
      controllers: [PersonRpc],
    });
    const before = renames;
    await Promise.all(Array.from({ length: 50 }, () => client.call(rename, { name: 'Ada' })));
    await second.close();
    expect(renames).toBe(before + 50);
  });

  it('is the service’s own: another service may neither serve nor ask what it need not', async () => {
    const bus = gateway.app.get(Bus);
    const subscription = bus.connection.subscribe(rename.subject, { callback: () => undefined });
    expect(String(await subscription.closed)).toContain('Permissions Violation');
  });
});

describe('closing', () => {
  it('finishes the question in flight, and takes no new one', async () => {
    const before = stalledCalls;
    const answer = client.call(stall, {});
    while (stalledCalls === before) await client.call(forget, {});
    const closed = identity.close();
    await expect(untilRefused()).resolves.toMatchObject({ kind: 'unavailable' });
    letGo();
    await expect(answer).resolves.toEqual({ name: 'late' });
    await closed;
  });

  const untilRefused = async (): Promise<AppError> => {
    for (;;) {
      try {
        await client.call(forget, {});
      } catch (error) {
        return error as AppError;
      }
    }
  };
});
