import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';
import pg from 'pg';
import { type Lines, sendLines } from './wire.js';

const info = { rights: ['RIGHT_USER_INFO'] };
const keysOf = (user: string) => `/v1/users/${user}/api-keys`;

describe('an API key at the door', () => {
  let latchkey: Latchkey;
  let tokens: pg.Client;
  let ada: Awaited<ReturnType<typeof signUp>>;
  let bob: Awaited<ReturnType<typeof signUp>>;

  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    tokens = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.tokens });
    await tokens.connect();
    [ada, bob] = [await signUp(latchkey), await signUp(latchkey)];
  }, 120_000);
  afterAll(async () => {
    await tokens.end();
    await latchkey.stop();
  });

  async function newKey(by = ada.token, body: object = info) {
    const made = await latchkey.ask('POST', keysOf('me'), { token: by, body });
    expect(made.status).toBe(201);
    return { id: made.body.apiKey.id as string, token: made.body.token as string };
  }
  const me = (lines: Lines, path = '/v1/users/me') => sendLines(latchkey.origin() + path, lines);
  const alive = async (token: string) => (await me([['Authorization', `Bearer ${token}`]])).status;
  const count = async (userId: string) => {
    const { rows } = await tokens.query(
      `SELECT count(*)::int AS n FROM credential WHERE kind = 'key' AND user_id = $1`,
      [userId],
    );
    return rows[0].n as number;
  };

  describe('sent in another way', () => {
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const ways: Record<string, (token: string) => { lines: Lines; query?: string }> = {
      'as password': (token) => ({ lines: [['Authorization', basic(`ada:${token}`)]] }),
      'as user name': (token) => ({ lines: [['Authorization', basic(`${token}:`)]] }),
      'as user name before x-oauth-basic': (token) => ({
        lines: [['Authorization', basic(`${token}:x-oauth-basic`)]],
      }),
      'as Token': (token) => ({ lines: [['Authorization', `Token ${token}`]] }),
      bare: (token) => ({ lines: [['Authorization', token]] }),
      'in X-API-Key': (token) => ({ lines: [['X-API-Key', token]] }),
      'in Private-Token': (token) => ({ lines: [['Private-Token', token]] }),
      'in Proxy-Authorization': (token) => ({ lines: [['Proxy-Authorization', `Bearer ${token}`]] }),
      'in X-Forwarded-Authorization': (token) => ({
        lines: [['X-Forwarded-Authorization', `Bearer ${token}`]],
      }),
      'as session cookie': (token) => ({ lines: [['Cookie', `latchkey_session=${token}`]] }),
      'as a protocol of WebSocket': (token) => ({
        lines: [['Sec-WebSocket-Protocol', `bearer, ${token}`]],
      }),
      'as access_token in the URL': (token) => ({ lines: [], query: `?access_token=${token}` }),
      'as token in the URL': (token) => ({ lines: [], query: `?token=${token}` }),
      'as api_key in the URL': (token) => ({ lines: [], query: `?api_key=${token}` }),
    };

    it.each(Object.keys(ways))('K05 is none: %s', async (name) => {
      const { token } = await newKey();
      expect(await alive(token)).toBe(200);
      const { lines, query = '' } = ways[name]?.(token) ?? { lines: [] };
      for (const path of ['/v1/users/me', '/v1/auth/verify']) {
        const refused = await me(lines, path + query);
        expect([path, refused.status]).toEqual([path, 401]);
        expect(refused.headers['x-latchkey-user']).toBeUndefined();
      }
    });

    it('K05 as a member of a form or a body is none', async () => {
      const { token } = await newKey(ada.token, { rights: ['RIGHT_USER_ALL'] });
      const form = await latchkey.ask('POST', '/v1/auth/verify', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `access_token=${token}`,
      });
      expect(form.status).toBe(401);
      const body = await latchkey.ask('POST', keysOf('me'), { body: { ...info, access_token: token } });
      expect(body.status).toBe(401);
      expect((await latchkey.ask('POST', '/v1/auth/verify', { token })).status).toBe(204);
    });

    it('K20 in the URL opens nothing, and stands in no answer and in no log', async () => {
      const { token } = await newKey();
      const queries = ['/v1/users/me', keysOf('me'), '/v1/auth/verify', '/v1/nothing', '/'].flatMap((path) =>
        ['access_token', 'token', 'api_key', 'key'].map((name) => `${path}?${name}=${token}`),
      );
      const askAll = (by?: string) =>
        Promise.all(
          queries.map((query) => {
            const headers = { accept: 'text/html', referer: latchkey.origin() + query };
            return latchkey.ask('GET', query, { headers, token: by });
          }),
        );
      const [unknown, known] = [await askAll(), await askAll(ada.token)];
      const secret = token.slice(28);
      for (const { body, headers } of [...unknown, ...known]) {
        expect(JSON.stringify([body, ...headers])).not.toContain(secret);
        expect(headers.get('referrer-policy')).toBe('no-referrer');
      }
      // Three paths that ask who comes, one that does not exist, and the console's page.
      const told = unknown.map(({ status }) => status);
      expect(told).toEqual([401, 401, 401, 404, 200].flatMap((status) => Array(4).fill(status)));
      // What was done after them all is in the audit log, so whatever they left in it is there too.
      const entries = async () =>
        (await latchkey.ask('GET', '/v1/users/me/audit-log?limit=100', { token: ada.token })).body.items;
      const { id } = await newKey();
      await eventually(async () => expect(JSON.stringify(await entries())).toContain(id));
      for (const written of [
        JSON.stringify(await entries()),
        latchkey.log('gateway'),
        latchkey.log('tokens'),
      ])
        expect(written).not.toContain(secret);
      // It was a key: in its own place it opens.
      expect(await alive(token)).toBe(200);
    });
  });

  describe('with another credential beside it', () => {
    it('K08 is refused in every pair, and no two are ever added up', async () => {
      const key = await newKey();
      const other = await newKey(bob.token, { rights: ['RIGHT_USER_ALL'] });
      const all = { key: key.token, other: other.token, session: ada.token, bob: bob.token, junk: 'junk' };
      for (const token of [key.token, other.token, ada.token, bob.token])
        expect(await alive(token)).toBe(200);
      const bearer = (token: string) => ['Authorization', `Bearer ${token}`] as const;
      const cookie = (token: string) => ['Cookie', `latchkey_session=${token}`] as const;
      const pairs = Object.entries(all).flatMap(([a, first]) =>
        Object.entries(all).flatMap(([b, second]) => [
          { name: `bearer ${a}, cookie ${b}`, lines: [bearer(first), cookie(second)], status: 400 },
          { name: `cookie ${a}, bearer ${b}`, lines: [cookie(first), bearer(second)], status: 400 },
          { name: `bearer ${a}, bearer ${b}`, lines: [bearer(first), bearer(second)], status: 400 },
          { name: `cookie ${a}, cookie ${b}`, lines: [cookie(first), cookie(second)], status: 401 },
          {
            name: `one cookie line ${a} ${b}`,
            lines: [['Cookie', `latchkey_session=${first}; latchkey_session=${second}`] as const],
            status: 401,
          },
        ]),
      );
      const wrong = await Promise.all(
        pairs.flatMap(({ name, lines, status }) =>
          ['/v1/users/me', '/v1/users/me/sessions', '/v1/auth/verify'].map(async (path) => {
            const answer = await me(lines, path);
            return answer.status === status ? [] : [`${name} at ${path}: ${answer.status}`];
          }),
        ),
      );
      expect(wrong.flat()).toEqual([]);
      expect(pairs).toHaveLength(125);
    });

    it.each([
      '',
      ' ',
      'null',
      'undefined',
      'Bearer',
      'Bearer ',
      'Bearer null',
      'Bearer undefined',
      'Bearer false',
      'Bearer 0',
      'Bearer ""',
      'Bearer {}',
      'Bearer *',
      'Basic Og==',
    ])('K13 none at all, and nobody’s by default: "%s"', async (authorization) => {
      for (const path of ['/v1/users/me', '/v1/auth/verify', keysOf('me')]) {
        const refused = await me([['Authorization', authorization]], path);
        expect([path, refused.status]).toEqual([path, 401]);
        expect(refused.headers['x-latchkey-user']).toBeUndefined();
      }
      const before = await count(ada.id);
      const lines: Lines = [
        ['Authorization', authorization],
        ['Content-Type', 'application/json'],
      ];
      for (const path of [keysOf('me'), keysOf(ada.id)]) {
        const body = JSON.stringify(info);
        const made = await sendLines(latchkey.origin() + path, lines, { method: 'POST', body });
        expect(made.status).toBe(401);
      }
      expect(await count(ada.id)).toBe(before);
    });

    it.each(['', 'null', 'undefined', '""', '0', '%00', '{}'])(
      'K13 an empty cookie is nobody’s: "%s"',
      async (value) => {
        for (const path of ['/v1/users/me', '/v1/auth/verify']) {
          const refused = await me([['Cookie', `latchkey_session=${value}`]], path);
          expect([path, refused.status, refused.headers['x-latchkey-user']]).toEqual([path, 401, undefined]);
        }
      },
    );
  });
});
