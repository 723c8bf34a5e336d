import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '@latchkey/local/ports';
import { type NatsServer, startNats } from '@latchkey/local/servers/nats';
import { callees, type NatsUser, natsServices, natsUsers } from '@latchkey/local/servers/nats-permissions';
import { temporaryFolder } from '@latchkey/local/temporary-folder';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { type ConnectionOptions, connect, type NatsConnection } from '@nats-io/transport-node';

const folder = temporaryFolder();
const open: NatsConnection[] = [];
let server: NatsServer;

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const passwords = Object.fromEntries(natsUsers.map((user) => [user, `password-of-${user}`])) as Record<
    NatsUser,
    string
  >;
  const durables = { notifications: ['notifications_Tell'], tokens: ['tokens_Revoke'], audit: [] };
  server = await startNats({ dataDir: join(folder.path, 'nats'), port, passwords, durables });
  const jsm = await jetstreamManager(await as('operator'));
  await jsm.streams.add({ name: 'EVENTS', subjects: ['event.>'] });
  await jsm.streams.add({ name: 'DEAD_LETTERS', subjects: ['dead-letter.>'] });
}, 240_000);

afterEach(async () => {
  for (const connection of open.splice(0)) await connection.close();
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

async function as(user: NatsUser): Promise<NatsConnection> {
  const { host, password } = new URL(server.urls[user]);
  return login({ servers: host, user, pass: password, inboxPrefix: `_INBOX_${user}` });
}

async function login(options: ConnectionOptions): Promise<NatsConnection> {
  const connection = await connect({ ...options, reconnect: false, noAsyncTraces: true });
  open.push(connection);
  return connection;
}

/** What the server says to a publish: it refuses out of band, so a round trip follows. */
async function publishing(user: NatsUser, subject: string): Promise<string> {
  const connection = await as(user);
  const refusal = firstError(connection);
  connection.publish(subject, 'x');
  return Promise.race([
    refusal,
    connection
      .flush()
      .then(() => connection.flush())
      .then(() => 'accepted'),
  ]);
}

async function subscribing(user: NatsUser, subject: string, queue?: string): Promise<string> {
  const connection = await as(user);
  const outcome = new Promise<string>((resolve) => {
    connection.subscribe(subject, {
      ...(queue ? { queue } : {}),
      callback: (error) => resolve(error ? 'refused' : 'accepted'),
    });
  });
  return Promise.race([
    outcome,
    connection
      .flush()
      .then(() => connection.flush())
      .then(() => 'accepted'),
  ]);
}

async function firstError(connection: NatsConnection): Promise<string> {
  for await (const status of connection.status()) {
    if (status.type === 'error' && /permissions violation/i.test(status.error.message)) return 'refused';
  }
  return 'closed';
}

describe('who may connect to NATS', () => {
  it('Z19 refuses anonymous clients', async () => {
    await expect(login({ servers: new URL(server.urls.operator).host })).rejects.toThrow(/authorization/i);
  });

  it('Z19 refuses a wrong password', async () => {
    const { host } = new URL(server.urls.identity);
    await expect(login({ servers: host, user: 'identity', pass: 'wrong' })).rejects.toThrow(/authorization/i);
  });

  it('accepts each user with its own', async () => {
    for (const user of natsUsers) expect((await as(user)).isClosed()).toBe(false);
  });
});

describe('what a service may say', () => {
  it.each([
    ['identity', 'event.identity.user.created.v1'],
    ['identity', 'dead-letter.identity.x'],
    ['identity', 'rpc.tokens.session.create'],
    ['identity', 'rpc.audit.erasure.erase'],
    ['identity', 'rpc.notifications.erasure.erase'],
    ['gateway', 'rpc.audit.entry.list'],
    ['gateway', 'event.gateway.request.answered.v1'],
    ['gateway', 'invalidate-ack.1'],
    ['tokens', 'invalidate.1'],
    ['notifications', 'notify.1'],
  ] as const)('%s publishes %s', async (user, subject) => {
    expect(await publishing(user, subject)).toBe('accepted');
  });

  it.each([
    ['identity', 'event.tokens.credential.revoked.v1'],
    ['identity', 'dead-letter.tokens.x'],
    ['identity', 'rpc.identity.user.create'],
    ['identity', 'rpc.audit.entry.list'],
    ['identity', 'invalidate.1'],
    ['identity', 'rpc.notifications.inbox.list'],
    ['tokens', 'rpc.audit.erasure.erase'],
    ['identity', '_INBOX_gateway.guess'],
    ['identity', '$JS.API.STREAM.DELETE.EVENTS'],
    ['identity', '$JS.API.STREAM.PURGE.EVENTS'],
    ['identity', '$JS.API.STREAM.MSG.DELETE.EVENTS'],
    ['identity', '$JS.API.STREAM.CREATE.OTHER'],
    ['identity', '$JS.API.STREAM.SNAPSHOT.EVENTS'],
    ['identity', '$JS.API.STREAM.RESTORE.EVENTS'],
    ['notifications', '$JS.API.CONSUMER.DELETE.EVENTS.tokens_Revoke'],
    ['notifications', '$JS.API.CONSUMER.CREATE.EVENTS'],
    ['notifications', '$JS.API.CONSUMER.CREATE.EVENTS.tokens_Revoke.event.identity.user.created.v1'],
    ['notifications', '$JS.API.CONSUMER.MSG.NEXT.EVENTS.tokens_Revoke'],
    ['notifications', '$JS.ACK.EVENTS.tokens_Revoke.1.1.1.1.0'],
    ['audit', '$JS.API.CONSUMER.CREATE.EVENTS.audit_Anything'],
    ['tokens', 'invalidate-ack.1'],
    ['gateway', 'invalidate.1'],
    ['gateway', 'notify.1'],
    ['tokens', 'notify.1'],
    ['gateway', '$SYS.REQ.SERVER.PING'],
  ] as const)('Z18 Z19 %s does not publish %s', async (user, subject) => {
    expect(await publishing(user, subject)).toBe('refused');
  });

  it('Z18 follows the table of who asks whom', async () => {
    const asked = await Promise.all(
      natsServices.map(async (caller) => {
        const others = natsServices.filter((callee) => callee !== caller);
        const outcomes = await Promise.all(others.map((callee) => publishing(caller, `rpc.${callee}.a.b`)));
        return [caller, others.filter((_, index) => outcomes[index] === 'accepted')];
      }),
    );
    const whole = (of: readonly string[]) => of.filter((callee) => !callee.includes('.'));
    const table = Object.entries(callees).map(([caller, of]) => [caller, whole(of)]);
    expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(table));
  });
});

describe('what a service may hear', () => {
  it.each([
    ['identity', 'rpc.identity.user.create', 'identity'],
    ['identity', '_INBOX_identity.>', undefined],
    ['gateway', 'invalidate.>', undefined],
    ['gateway', 'notify.>', undefined],
    ['tokens', 'invalidate-ack.>', undefined],
  ] as const)('%s subscribes to %s', async (user, subject, queue) => {
    expect(await subscribing(user, subject, queue)).toBe('accepted');
  });

  it.each([
    ['identity', 'rpc.tokens.>', undefined],
    ['identity', 'rpc.tokens.session.create', 'tokens'],
    ['identity', '_INBOX_gateway.>', undefined],
    ['identity', '_INBOX.>', undefined],
    ['identity', '>', undefined],
    ['identity', 'event.>', undefined],
    ['identity', 'invalidate.>', undefined],
    ['identity', 'notify.>', undefined],
    ['identity', '$JS.>', undefined],
    ['gateway', 'rpc.identity.>', 'identity'],
    ['gateway', '$SYS.>', undefined],
  ] as const)('Z18 Z19 %s does not subscribe to %s (queue %s)', async (user, subject, queue) => {
    expect(await subscribing(user, subject, queue)).toBe('refused');
  });
});

describe('questions, events and reactions', () => {
  it('lets a service answer who asked it, once', async () => {
    const [identity, gateway] = [await as('identity'), await as('gateway')];
    const refusal = firstError(identity);
    identity.subscribe('rpc.identity.a.b', {
      queue: 'identity',
      callback: (_, question) => {
        question.respond('answer');
        question.respond('another');
      },
    });
    await identity.flush();
    expect((await gateway.request('rpc.identity.a.b')).string()).toBe('answer');
    expect(await refusal).toBe('refused');
  });

  it('lets a service publish its event, and another one consume it under its own durable', async () => {
    const identity = await as('identity');
    await jetstream(identity).publish('event.identity.user.renamed.v1', 'hello', { msgID: 'evt_1' });

    const notifications = await as('notifications');
    const jsm = await jetstreamManager(notifications, { checkAPI: false });
    await jsm.consumers.add('EVENTS', {
      durable_name: 'notifications_Tell',
      ack_policy: AckPolicy.Explicit,
      filter_subject: 'event.identity.user.renamed.v1',
    });
    const consumer = await jetstream(notifications).consumers.get('EVENTS', 'notifications_Tell');
    const message = await consumer.next({ expires: 5000 });
    expect(message?.headers?.get('Nats-Msg-Id')).toBe('evt_1');
    expect(await message?.ackAck()).toBe(true);
  });

  it('does not let a service hide another one’s consumer behind the name of its own', async () => {
    const notifications = await as('notifications');
    const request = {
      stream_name: 'EVENTS',
      config: { durable_name: 'tokens_Revoke', name: 'tokens_Revoke', ack_policy: 'explicit' },
    };
    for (const kind of ['CREATE', 'DURABLE.CREATE']) {
      const subject = `$JS.API.CONSUMER.${kind}.EVENTS.notifications_Tell`;
      const answer = (await notifications.request(subject, JSON.stringify(request))).json<{
        error?: unknown;
      }>();
      expect(answer.error).toBeDefined();
    }
  });

  it('lets every service read the streams that it must check', async () => {
    for (const service of natsServices) {
      const jsm = await jetstreamManager(await as(service), { checkAPI: false });
      expect((await jsm.streams.info('EVENTS')).config.subjects).toEqual(['event.>']);
      expect((await jsm.streams.info('DEAD_LETTERS')).config.subjects).toEqual(['dead-letter.>']);
    }
  });
});
