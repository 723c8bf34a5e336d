import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

  it('R11 of a thousand deleted keys none is accepted by a request that is sent after the answer', async () => {
    const workers = 10;
    const late: number[] = [];
    let trials = 0;
    await Promise.all(
      Array.from({ length: workers }, async () => {
        const { token } = await signUp(latchkey);
        for (let i = 0; i < 1000 / workers; i++) {
          const key = await newKey(token, ['RIGHT_USER_INFO']);
          // Both gateways have it in their caches.
          expect(await statuses(key.token)).toEqual([200, 200]);
          const path = `/v1/users/me/api-keys/${key.id}`;
          expect((await latchkey.ask('DELETE', path, { token, gateway: 1 + (i % 2) })).status).toBe(204);
          late.push(...(await statuses(key.token)).filter((status) => status !== 401));
          trials++;
        }
      }),
    );
    expect([trials, late]).toEqual([1000, []]);
  }, 120_000);

  it('R13 a deleted key is refused on a connection that has been open since before', async () => {
    const { token } = await signUp(latchkey);
    const key = await newKey(token);
    const agents = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
    const probe = (n: number) =>
      new Promise<{ status: number | undefined; reused: boolean }>((resolve, reject) => {
        const sent = request(
          `${latchkey.origin(n)}/v1/users/me`,
          { agent: agents[n - 1], headers: { authorization: `Bearer ${key.token}` } },
          (response) => {
            response.resume();
            response.once('end', () => resolve({ status: response.statusCode, reused: sent.reusedSocket }));
          },
        );
        sent.once('error', reject);
        sent.end();
      });
    const both = () => Promise.all([probe(1), probe(2)]);
    expect((await both()).map(({ status }) => status)).toEqual([200, 200]);
    expect((await latchkey.ask('DELETE', `/v1/users/me/api-keys/${key.id}`, { token })).status).toBe(204);
    expect(await both()).toEqual(Array(2).fill({ status: 401, reused: true }));
    for (const agent of agents) agent.destroy();
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
