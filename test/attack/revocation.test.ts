import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatToken } from '@latchkey/contracts/token';
import { randomBase62 } from '@latchkey/database/id';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp } from '@latchkey/testing/people';
import { Redis } from 'ioredis';
import pg from 'pg';
import { contentOf, inventory, methodsOf, questions } from './matrix-routes.js';

const everything = ['RIGHT_USER_ALL'];
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('revocation under attack', () => {
  let latchkey: Latchkey;
  let tokens: pg.Client;
  let redis: Redis;
  let admin: string;
  beforeAll(async () => {
    // Its own: databases are tampered with here.
    latchkey = await Latchkey.start({ LATCHKEY_GATEWAYS: '2' });
    const connections = readConnections(latchkey.dataDir);
    tokens = new pg.Client({ connectionString: connections.databases.tokens });
    await tokens.connect();
    redis = new Redis(connections.redis);
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(async () => {
    await tokens?.end();
    redis?.disconnect();
    await latchkey?.stop();
  });

  const use = async (token: string, gateway = 1) =>
    (await latchkey.ask('GET', '/v1/users/me', { token, gateway })).status;
  /** What each gateway says to each. */
  const statuses = (...all: string[]) => Promise.all(all.flatMap((token) => [use(token, 1), use(token, 2)]));
  async function newKey(token: string, rights = everything): Promise<{ id: string; token: string }> {
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', { token, body: { rights } });
    expect([made.status, made.body.code]).toEqual([201, undefined]);
    return { id: made.body.apiKey.id, token: made.body.token };
  }
  const resetAll = async (token: string) => {
    const reset = await latchkey.ask('POST', '/v1/users/me/reset-authentication', { token, body: {} });
    expect(reset.status).toBe(200);
  };
  async function cliLogin(token: string): Promise<{ token: string; deviceCode: string }> {
    const started = await latchkey.ask('POST', '/oauth2/device_authorization', {
      headers: form,
      body: 'client_id=tool',
    });
    const { user_code: userCode, device_code: deviceCode } = started.body;
    await latchkey.ask('POST', `/v1/device-logins/${userCode}`, { token, body: { approve: true } });
    return { token: (await redeem(deviceCode)).body.access_token, deviceCode };
  }
  const redeem = (deviceCode: string) =>
    latchkey.ask('POST', '/oauth2/token', {
      headers: form,
      body: `grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=tool&device_code=${deviceCode}`,
    });

  it('R04 an emptied Redis wakes nothing: emptied before, meanwhile and after', async () => {
    const ada = await signUp(latchkey);
    const key = await newKey(ada.token);
    await redis.flushall();
    expect(await statuses(ada.token, key.token)).toEqual([200, 200, 200, 200]);
    const [flushed] = await Promise.all([redis.flushall(), resetAll(ada.token)]);
    expect(flushed).toBe('OK');
    expect(await statuses(ada.token, key.token)).toEqual([401, 401, 401, 401]);
    await redis.flushall();
    expect(await statuses(ada.token, key.token)).toEqual([401, 401, 401, 401]);
  });

  it('R07 ASVS 7.4.2 a suspension ends sessions, keys, logins of programs, begun ones, and open streams', async () => {
    const ada = await signUp(latchkey);
    const old = [ada.token, (await newKey(ada.token)).token, (await cliLogin(ada.token)).token];
    const started = await latchkey.ask('POST', '/oauth2/device_authorization', {
      headers: form,
      body: 'client_id=tool',
    });
    await latchkey.ask('POST', `/v1/device-logins/${started.body.user_code}`, {
      token: ada.token,
      body: { approve: true },
    });
    const stream = await fetch(`${latchkey.origin(2)}/v1/users/me/notifications/stream`, {
      headers: { authorization: `Bearer ${ada.token}` },
    });
    const log = await latchkey.ask('GET', '/v1/users/me/audit-log', { token: ada.token });
    expect([stream.status, log.status, ...(await statuses(...old))]).toEqual(Array(8).fill(200));

    const suspended = await latchkey.ask('PATCH', `/v1/users/${ada.id}`, {
      token: admin,
      body: { state: 'suspended' },
    });
    expect(suspended.status).toBe(200);
    expect(await statuses(...old)).toEqual(Array(6).fill(401));
    expect((await redeem(started.body.device_code)).body.error).toBe('access_denied');
    for (const path of ['audit-log', 'notifications/stream', 'sessions']) {
      const refused = await latchkey.ask('GET', `/v1/users/me/${path}`, { token: ada.token });
      expect(refused.status).toBe(401);
    }
    // Reads to its end, which comes from the server or never.
    await stream.text();
    expect(stream.bodyUsed).toBe(true);
  });

  it('R08 a revoked cookie changes nothing: every route that could is closed to it at once', async () => {
    const ada = await signUp(latchkey);
    const started = await latchkey.ask('POST', '/oauth2/device_authorization', {
      headers: form,
      body: 'client_id=tool',
    });
    const asked = questions(started.body.user_code);
    const routes = (await inventory()).filter(
      ({ access, method }) => access !== 'public' && access !== 'optional' && method !== 'GET',
    );
    expect(routes.length).toBeGreaterThan(10);
    const knock = (gateway: number, cookie: string) =>
      Promise.all(
        routes.flatMap((route) =>
          methodsOf(route)
            .filter((method) => method !== 'GET')
            .map(async (method) => {
              const question = asked[route.operationId];
              if (!question) throw new Error(`no request for ${route.operationId}`);
              const { headers, body } = contentOf(method, question);
              const answer = await latchkey.ask(method, question.path, { cookie, headers, body, gateway });
              return [route.operationId, method, answer.status] as const;
            }),
        ),
      );
    const cookie = `latchkey_session=${ada.token}`;
    const before = await knock(1, cookie);
    expect(before.filter(([, , status]) => status === 401)).toEqual([]);

    const other = await signIn(latchkey, ada);
    await resetAll(other);
    for (const gateway of [1, 2]) {
      const after = await knock(gateway, cookie);
      expect(after.filter(([, , status]) => status !== 401)).toEqual([]);
    }
  });

  /** Requests on a connection to each gateway that stays open; `reused`: it was. */
  function openConnections() {
    const agents = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
    const probe = (path: string, token: string, n: number) =>
      new Promise<{ status: number | undefined; reused: boolean }>((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}` };
        const sent = request(`${latchkey.origin(n)}${path}`, { agent: agents[n - 1], headers }, (answer) => {
          answer.resume();
          answer.once('end', () => resolve({ status: answer.statusCode, reused: sent.reusedSocket }));
        });
        sent.once('error', reject);
        sent.end();
      });
    return {
      onBoth: (path: string, token: string) => Promise.all([probe(path, token, 1), probe(path, token, 2)]),
      close: () => agents.forEach((agent) => void agent.destroy()),
    };
  }

  /** As many more of a kind as there is no time to make over HTTP. */
  async function copiesOf(key: { id: string }, userId: string, count: number) {
    const copies = Array.from({ length: count }, () => ({ id: randomBase62(20), secret: randomBase62(43) }));
    const ids = copies.map(({ id }) => `key_${id}`);
    const hashes = copies.map(({ secret }) => createHash('sha256').update(secret).digest());
    await tokens.query(
      `INSERT INTO credential (id, user_id, kind, secret_hash, rights, epoch, generation)
       SELECT n.id, c.user_id, c.kind, n.hash, c.rights, c.epoch, c.generation
         FROM credential c, unnest($2::text[], $3::bytea[]) AS n (id, hash) WHERE c.id = $1`,
      [key.id, ids, hashes],
    );
    await tokens.query(`INSERT INTO api_key (credential_id, last4) SELECT unnest($1::text[]), 'copy'`, [ids]);
    await tokens.query('UPDATE account SET live_keys = live_keys + $2 WHERE user_id = $1', [userId, count]);
    return copies.map(({ id, secret }) => ({
      id: `key_${id}`,
      token: formatToken({ kind: 'key', id, secret }),
    }));
  }

  it('R11 of a thousand deleted keys none is accepted by a request that is sent after the answer', async () => {
    const workers = 10;
    const told: string[] = [];
    const both = (all: { status: number | undefined }[]) => all.map(({ status }) => status).join();
    const work = async () => {
      const { id, token } = await signUp(latchkey);
      const connections = openConnections();
      for (const key of await copiesOf(await newKey(token), id, 1000 / workers)) {
        const before = await connections.onBoth('/v1/auth/verify', key.token);
        const gateway = 1 + (told.length % 2);
        const { status } = await latchkey.ask('DELETE', `/v1/users/me/api-keys/${key.id}`, {
          token,
          gateway,
        });
        const after = await connections.onBoth('/v1/auth/verify', key.token);
        told.push(`${both(before)} ${status} ${both(after)}`);
      }
      connections.close();
    };
    await Promise.all(Array.from({ length: workers }, work));
    expect(told).toEqual(Array(1000).fill('204,204 204 401,401'));
  }, 120_000);

  it('R13 a deleted key is refused on a connection that has been open since before', async () => {
    const { token } = await signUp(latchkey);
    const key = await newKey(token);
    const connections = openConnections();
    const before = await connections.onBoth('/v1/users/me', key.token);
    expect(before.map(({ status }) => status)).toEqual([200, 200]);
    expect((await latchkey.ask('DELETE', `/v1/users/me/api-keys/${key.id}`, { token })).status).toBe(204);
    const after = await connections.onBoth('/v1/users/me', key.token);
    expect(after).toEqual(Array(2).fill({ status: 401, reused: true }));
    connections.close();
  });

  describe('R14 what a key refers to', () => {
    const sessionsOf = async (token: string, gateway: number) =>
      (await latchkey.ask('GET', '/v1/users/me/sessions', { token, gateway })).status;

    it('R14 its rights: none is none, and one that exists no more is none', async () => {
      const ada = await signUp(latchkey);
      for (const rights of [[], ['RIGHT_OF_NOTHING'], ['']]) {
        const key = await newKey(ada.token);
        expect(await sessionsOf(key.token, 1)).toBe(200);
        await tokens.query('UPDATE credential SET rights = $2 WHERE id = $1', [key.id, rights]);
        expect([await sessionsOf(key.token, 2), await use(key.token, 2)]).toEqual([403, 403]);
      }
    });

    it('R14 this life of the database: a key of another one is refused', async () => {
      const ada = await signUp(latchkey);
      const key = await newKey(ada.token);
      expect(await use(key.token, 1)).toBe(200);
      await tokens.query('UPDATE credential SET generation = gen_random_uuid() WHERE id = $1', [key.id]);
      expect(await use(key.token, 2)).toBe(401);
    });

    it('R14 its owner: a key of nobody is refused', async () => {
      const ada: Person & { id: string; token: string } = await signUp(latchkey);
      const key = await newKey(ada.token);
      expect(await use(key.token, 1)).toBe(200);
      await tokens.query('ALTER TABLE credential DROP CONSTRAINT credential_user_id_fkey');
      await tokens.query('DELETE FROM account WHERE user_id = $1', [ada.id]);
      expect(await use(key.token, 2)).toBe(401);
      await eventually(async () => expect(await use(admin, 2)).toBe(200));
    });
  });
});
