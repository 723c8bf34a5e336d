import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatToken, parseToken } from '@latchkey/contracts/token';
import { readConnections } from '@latchkey/local/connections';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';
import pg from 'pg';
import { type Lines, sendLines } from './wire.js';

const info = { rights: ['RIGHT_USER_INFO'] };
const keysOf = (user: string) => `/v1/users/${user}/api-keys`;

describe('an API key', () => {
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
  const named = (userId: string) =>
    ['userId', 'user_id', 'user', 'owner', 'ownerId'].map((name) => ({ [name]: userId }));

  describe('of somebody else', () => {
    it('K01 is not made without a credential, whomever the body names', async () => {
      const before = await count(ada.id);
      for (const owner of [{}, ...named(ada.id)]) {
        for (const path of [keysOf('me'), keysOf(ada.id), keysOf(ada.handle)]) {
          const refused = await latchkey.ask('POST', path, { body: { ...info, ...owner } });
          expect(refused).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
        }
      }
      const { id } = await newKey();
      for (const owner of named(ada.id)) {
        const path = `${keysOf('me')}/${id}`;
        const refused = await latchkey.ask('PATCH', path, { body: { name: 'mine', ...owner } });
        expect(refused.status).toBe(401);
      }
      expect(await count(ada.id)).toBe(before + 1);
    });

    it('K01 is not made with one’s own credential and another’s name in the body', async () => {
      const before = [await count(ada.id), await count(bob.id)];
      for (const owner of named(ada.id)) {
        const refused = await latchkey.ask('POST', keysOf('me'), {
          token: bob.token,
          body: { ...info, ...owner },
        });
        expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'unknown_property' }] } });
      }
      expect([await count(ada.id), await count(bob.id)]).toEqual(before);
    });

    it('K02 is not made by path, query or header either: what is made is one’s own', async () => {
      const before = await count(ada.id);
      const make = (path: string, headers: Record<string, string> = {}) =>
        latchkey.ask('POST', path, { token: bob.token, body: info, headers });
      for (const user of [ada.id, ada.handle, ada.handle.toUpperCase(), ada.email, `${bob.id},${ada.id}`]) {
        expect([user, (await make(keysOf(encodeURIComponent(user)))).status]).toEqual([user, 404]);
      }
      const detours = [
        ...['userId', 'user', 'owner'].map((name) => make(`${keysOf('me')}?${name}=${ada.id}`)),
        ...[
          'X-User-Id',
          'X-Latchkey-User',
          'X-Forwarded-User',
          'X-HTTP-Method-Override',
          'X-Original-URL',
        ].map((name) => make(keysOf('me'), { [name]: name === 'X-Original-URL' ? keysOf(ada.id) : ada.id })),
      ];
      const made = (await Promise.all(detours)).filter(({ status }) => status !== 422);
      expect(made.length).toBeGreaterThanOrEqual(5);
      for (const { status, body } of made) {
        expect(status).toBe(201);
        const whose = await latchkey.ask('GET', '/v1/users/me', { token: body.token });
        expect(whose.body.id).toBe(bob.id);
      }
      expect(await count(ada.id)).toBe(before);
    });
  });

  describe('with few rights', () => {
    it('K07 neither sees, makes, changes, rotates nor ends its siblings', async () => {
      const [limited, sibling] = [await newKey(), await newKey()];
      expect(await alive(limited.token)).toBe(200);
      const at = `${keysOf('me')}/${sibling.id}`;
      const tries: [string, string, object?][] = [
        ['GET', keysOf('me')],
        ['GET', at],
        ['POST', keysOf('me'), info],
        ['PATCH', at, { status: 'inactive' }],
        ['PATCH', at, { allowedCidrs: ['203.0.113.0/24'] }],
        ['POST', `${at}/rotate`, {}],
        ['DELETE', at],
        ['PATCH', `${keysOf('me')}/${limited.id}`, { rights: ['RIGHT_USER_ALL'] }],
        ['POST', '/v1/users/me/reset-authentication', {}],
        ['DELETE', '/v1/users/me/sessions?except=current'],
      ];
      for (const [method, path, body] of tries) {
        const refused = await latchkey.ask(method, path, { token: limited.token, body });
        expect([method, path, refused.status, refused.body.code]).toEqual([
          method,
          path,
          403,
          'insufficient_rights',
        ]);
      }
      expect(await Promise.all([sibling.token, ada.token].map(alive))).toEqual([200, 200]);
    });

    it('K07 that may manage keys still reads nobody’s secret', async () => {
      const manager = await newKey(ada.token, { rights: ['RIGHT_USER_SETTINGS_API_KEYS'] });
      const sibling = await newKey();
      const seen = [
        await latchkey.ask('GET', `${keysOf('me')}?limit=100`, { token: manager.token }),
        await latchkey.ask('GET', `${keysOf('me')}/${sibling.id}`, { token: manager.token }),
      ];
      expect(seen.map(({ status }) => status)).toEqual([200, 200]);
      const text = JSON.stringify(seen.map(({ body }) => body));
      expect(text).toContain(sibling.id);
      expect(text).not.toContain(sibling.token.slice(28, 71));
      const hash = createHash('sha256').update(sibling.token.slice(28, 71)).digest();
      for (const encoding of ['hex', 'base64', 'base64url'] as const)
        expect(text).not.toContain(hash.toString(encoding));
    });
  });

  describe('that is given another end', () => {
    it('K14 by a second request under its Idempotency-Key keeps the first', async () => {
      const make = (expiresInDays: number) =>
        latchkey.ask('POST', keysOf('me'), {
          token: ada.token,
          body: { ...info, expiresInDays },
          headers: { 'idempotency-key': `end-of-${ada.id}` },
        });
      const first = await make(1);
      expect(first.status).toBe(201);
      expect(await make(300)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
      const path = `${keysOf('me')}/${first.body.apiKey.id}`;
      const put = await latchkey.ask('PUT', path, { token: ada.token, body: { expiresAt: null } });
      expect(put.status).toBe(405);
      const { body } = await latchkey.ask('GET', path, { token: ada.token });
      expect(body.expiresAt).toBe(first.body.apiKey.expiresAt);
    });
  });

  describe('whose owner', () => {
    it('K16 is suspended is dead with the answer, and does not wake with them', async () => {
      const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
      const eve = await signUp(latchkey);
      const { token } = await newKey(eve.token, { rights: ['RIGHT_USER_ALL'] });
      const set = (state: string) =>
        latchkey.ask('PATCH', `/v1/users/${eve.id}`, { token: admin, body: { state } });
      expect(await alive(token)).toBe(200);
      expect((await set('suspended')).status).toBe(200);
      expect(await alive(token)).toBe(401);
      for (const path of [keysOf('me'), '/v1/auth/verify', '/v1/users/me/audit-log'])
        expect((await me([['Authorization', `Bearer ${token}`]], path)).status).toBe(401);
      expect((await set('active')).status).toBe(200);
      expect(await Promise.all([token, eve.token].map(alive))).toEqual([401, 401]);
    });

    it('K16 has another address now, and another person their old one, stays theirs', async () => {
      const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
      const eve = await signUp(latchkey);
      const { token } = await newKey(eve.token);
      const email = `new-${eve.email}`;
      const moved = await latchkey.ask('PATCH', `/v1/users/${eve.id}`, { token: admin, body: { email } });
      expect(moved).toMatchObject({ status: 200, body: { email } });
      const next = await signUp(latchkey, { ...bobLike(), email: eve.email });
      const whose = await latchkey.ask('GET', '/v1/users/me', { token });
      expect([whose.body.id, whose.body.id === next.id]).toEqual([eve.id, false]);
    });
    const bobLike = () => ({ handle: `n${bob.handle}`, email: '', password: bob.password });

    it('K16 has switched it off is dead, and cannot switch itself on', async () => {
      const { id, token } = await newKey(ada.token, { rights: ['RIGHT_USER_ALL'] });
      expect(await alive(token)).toBe(200);
      const path = `${keysOf('me')}/${id}`;
      const off = await latchkey.ask('PATCH', path, { token: ada.token, body: { status: 'inactive' } });
      expect([off.status, await alive(token)]).toEqual([200, 401]);
      const on = await latchkey.ask('PATCH', path, { token, body: { status: 'active' } });
      expect([on.status, await alive(token)]).toEqual([401, 401]);
    });
  });

  describe('and its secret', () => {
    it('K19 is stored as a hash alone', async () => {
      const { id, token } = await newKey();
      const secret = token.slice(28, 71);
      const { rows } = await tokens.query(
        `SELECT c.*, k.* FROM credential c JOIN api_key k ON k.credential_id = c.id WHERE c.id = $1`,
        [id],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0].secret_hash).toEqual(createHash('sha256').update(secret).digest());
      const stored = JSON.stringify(rows[0]);
      for (let i = 0; i + 6 <= secret.length; i++) expect(stored).not.toContain(secret.slice(i, i + 6));
    });

    it('K19 is refused alike however much of it is right', async () => {
      const { token } = await newKey();
      const parts = parseToken(token);
      expect(parts).toBeDefined();
      const { kind, id, secret } = parts as NonNullable<typeof parts>;
      const other = secret.replace(/./g, (letter) => (letter === 'a' ? 'b' : 'a'));
      const guesses = [0, 1, 8, 21, 42].map((right) =>
        formatToken({ kind, id, secret: secret.slice(0, right) + other.slice(right) }),
      );
      guesses.push(formatToken({ kind, id: other.slice(0, 20), secret }));
      const answers = [];
      for (const guess of guesses) {
        const { status, body, headers } = await latchkey.ask('GET', '/v1/users/me', { token: guess });
        const { requestId: _, ...rest } = body;
        answers.push(JSON.stringify([status, rest, headers.get('www-authenticate')]));
      }
      expect(answers[0]).toContain('401');
      expect(new Set(answers).size).toBe(1);
      expect(await alive(token)).toBe(200);
    });
  });
});
