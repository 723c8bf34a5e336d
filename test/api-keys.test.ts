import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';

const dayMs = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

describe('API keys', () => {
  let latchkey: Latchkey;
  let ada: { token: string; handle: string; id: string; password: string; email: string };
  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    ada = await signUp(latchkey);
  }, 120_000);
  afterAll(() => latchkey.stop());

  const me = (token: string) => latchkey.ask('GET', '/v1/users/me', { token });
  const alive = async (token: string) => (await me(token)).status;
  const path = (id = '') => `/v1/users/me/api-keys${id && `/${id}`}`;
  const get = (id: string, token = ada.token) => latchkey.ask('GET', path(id), { token });
  const change = (id: string, body: object, token = ada.token) =>
    latchkey.ask('PATCH', path(id), { token, body });
  const create = (body: object, token = ada.token, key?: string) =>
    latchkey.ask('POST', path(), {
      token,
      body,
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
  async function newKey(body: object = { rights: ['RIGHT_USER_INFO'] }, by = ada.token) {
    const made = await create(body, by);
    expect([made.status, made.body.code]).toEqual([201, undefined]);
    return { id: made.body.apiKey.id as string, token: made.body.token as string, apiKey: made.body.apiKey };
  }

  describe('made', () => {
    it('work at once, and show their token once', async () => {
      const { apiKey, token, id } = await newKey({
        name: ' deploy ',
        rights: ['RIGHT_USER_INFO', 'RIGHT_USER_INFO'],
      });
      expect(token).toMatch(/^lk_key_[0-9A-Za-z]{20}_[0-9A-Za-z]{49}$/);
      expect(apiKey).toEqual({
        id: expect.stringMatching(/^key_[0-9A-Za-z]{20}$/),
        name: 'deploy',
        rights: ['RIGHT_USER_INFO'],
        status: 'active',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        expiresAt: null,
        expiringSoon: false,
        lastUsedAt: null,
        lastUsedIp: null,
        last4: token.slice(-4),
        allowedCidrs: [],
      });
      expect((await me(token)).body.handle).toBe(ada.handle);
      const secret = token.slice(28);
      expect(
        JSON.stringify([
          (await get(id)).body,
          (await latchkey.ask('GET', path(), { token: ada.token })).body,
        ]),
      ).not.toContain(secret);
    });

    it('twice under one Idempotency-Key are one, and its token is not told again', async () => {
      const key = randomUUID();
      const body = { name: 'once', rights: ['RIGHT_USER_INFO'], expiresInDays: 9 };
      const answers = await Promise.all([1, 2, 3].map(() => create(body, ada.token, key)));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(answers.filter((answer) => answer.body.token !== null)).toHaveLength(1);
      expect(new Set(answers.map((answer) => answer.body.apiKey.id)).size).toBe(1);
      const other = await create({ ...body, name: 'twice' }, ada.token, key);
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
      // Another person's key of that name is another request.
      expect((await create(body, (await signUp(latchkey)).token, key)).body.token).not.toBeNull();
    });

    it.each<[string, object, number, string]>([
      ['an end that is over', { expiresAt: inDays(-1) }, 422, 'expiry_in_past'],
      ['two ends', { expiresAt: inDays(1), expiresInDays: 1 }, 422, 'validation_failed'],
      ['half a day', { expiresInDays: 0.5 }, 422, 'validation_failed'],
      ['no rights', { rights: [] }, 422, 'rights_required'],
      ['a right that is none', { rights: ['RIGHT_X'] }, 422, 'validation_failed'],
      ['a right that its maker lacks', { rights: ['RIGHT_INTROSPECT'] }, 403, 'right_not_held'],
      ['a range that is none', { allowedCidrs: ['10.0.0.0/33'] }, 422, 'validation_failed'],
      ['a name with a line break', { name: 'a\nb' }, 422, 'validation_failed'],
      ['a name that is too long', { name: 'x'.repeat(51) }, 422, 'validation_failed'],
      ['an unknown property', { admin: true }, 422, 'validation_failed'],
      ['a wrong password', { currentPassword: 'not it at all' }, 403, 'wrong_password'],
    ])('with %s are refused', async (_, body, status, code) => {
      const refused = await create({ rights: ['RIGHT_USER_INFO'], ...body });
      expect([refused.status, refused.body.code]).toEqual([status, code]);
    });

    it('for somebody else are refused, also by administrators, who see none either', async () => {
      const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
      const bob = await signUp(latchkey);
      const { id } = await newKey();
      const of = (user: string, more = '') => `/v1/users/${user}/api-keys${more}`;
      for (const token of [admin, bob.token]) {
        const answers = await Promise.all([
          latchkey.ask('POST', of(ada.handle), { token, body: { rights: ['RIGHT_USER_INFO'] } }),
          latchkey.ask('GET', of(ada.id), { token }),
          ...['GET', 'DELETE'].map((method) => latchkey.ask(method, of(ada.handle, `/${id}`), { token })),
          latchkey.ask('PATCH', of(ada.handle, `/${id}`), { token, body: { name: 'x' } }),
          latchkey.ask('POST', of(ada.handle, `/${id}/rotate`), { token, body: {} }),
          ...['GET', 'DELETE'].map((method) => latchkey.ask(method, of('me', `/${id}`), { token })),
        ]);
        expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404, 404]);
      }
      expect((await get(id)).body.status).toBe('active');
    });
  });

  describe('changed', () => {
    it('lose a right with the answer', async () => {
      const { id, token } = await newKey({ rights: ['RIGHT_USER_INFO', 'RIGHT_USER_AUDIT_READ'] });
      const log = async () => (await latchkey.ask('GET', '/v1/users/me/audit-log', { token })).status;
      expect(await log()).toBe(200);
      expect((await change(id, { rights: ['RIGHT_USER_INFO'] })).body.rights).toEqual(['RIGHT_USER_INFO']);
      expect([await log(), await alive(token)]).toEqual([403, 200]);
    });

    it('are off and on with the answer', async () => {
      const { id, token } = await newKey();
      for (const [status, answer] of [
        ['inactive', 401],
        ['active', 200],
        ['inactive', 401],
      ] as const) {
        expect((await change(id, { status })).body.status).toBe(status);
        expect(await alive(token)).toBe(answer);
      }
    });

    it('keep what is not named, and take a new end', async () => {
      const { id, apiKey } = await newKey({ name: 'before', rights: ['RIGHT_USER_INFO'], expiresInDays: 30 });
      const renamed = await change(id, { name: 'after' });
      expect(renamed.body).toEqual({ ...apiKey, name: 'after', updatedAt: expect.any(String) });
      const expiresAt = inDays(6);
      expect((await change(id, { expiresAt })).body).toMatchObject({
        name: 'after',
        expiresAt,
        expiringSoon: true,
      });
      expect((await change(id, { expiresAt: null, name: null })).body).toMatchObject({
        name: null,
        expiresAt: null,
      });
    });

    it('are bound to addresses with the answer: ours is 127.0.0.1', async () => {
      const { id, token } = await newKey();
      for (const [cidr, stored, answer] of [
        ['203.0.113.0/24', '203.0.113.0/24', 401],
        ['127.0.0.1', '127.0.0.1/32', 200],
        ['::1', '::1/128', 401],
        ['::ffff:127.0.0.1/104', '127.0.0.0/8', 200],
        ['127.0.0.2/32', '127.0.0.2/32', 401],
      ] as const) {
        expect((await change(id, { allowedCidrs: [cidr] })).body.allowedCidrs).toEqual([stored]);
        expect([cidr, await alive(token)]).toEqual([cidr, answer]);
      }
      expect((await change(id, { allowedCidrs: [] })).status).toBe(200);
      // What a client says of where it comes from is hearsay.
      await change(id, { allowedCidrs: ['203.0.113.7'] });
      const headers = {
        'x-forwarded-for': '203.0.113.7',
        forwarded: 'for=203.0.113.7',
        'x-real-ip': '203.0.113.7',
      };
      expect((await latchkey.ask('GET', '/v1/users/me', { token, headers })).status).toBe(401);
    });

    it('are refused what nobody may, and stay as they were', async () => {
      const { id } = await newKey();
      const before = (await get(id)).body;
      for (const [body, status] of [
        [{ rights: ['RIGHT_INTROSPECT'] }, 403],
        [{ rights: [] }, 422],
        [{ status: 'expired' }, 422],
        [{ status: 'superseded' }, 422],
        [{ expiresAt: inDays(-1) }, 422],
        [{ last4: 'abcd' }, 422],
        [{ allowedCidrs: ['localhost'] }, 422],
      ] as const) {
        expect([body, (await change(id, body)).status]).toEqual([body, status]);
      }
      expect((await get(id)).body).toEqual(before);
    });

    it('and deleted are dead with the answer, and gone', async () => {
      const { id, token } = await newKey();
      expect(await alive(token)).toBe(200);
      expect((await latchkey.ask('DELETE', path(id), { token: ada.token })).status).toBe(204);
      expect(await alive(token)).toBe(401);
      expect((await get(id)).status).toBe(404);
      expect((await latchkey.ask('DELETE', path(id), { token: ada.token })).status).toBe(404);
      expect((await change(id, { status: 'active' })).status).toBe(404);
    });
  });

  describe('rotated', () => {
    const rotate = (id: string, body: object = {}, token = ada.token) =>
      latchkey.ask('POST', `${path(id)}/rotate`, { token, body });

    it('several times under one Idempotency-Key has one successor, whose token is told once', async () => {
      const { id } = (await create({ rights: ['RIGHT_USER_INFO'] })).body.apiKey;
      const repeat = (body: object = {}) =>
        latchkey.ask('POST', `${path(id)}/rotate`, {
          token: ada.token,
          body,
          headers: { 'idempotency-key': `rotate-${id}` },
        });
      const answers = await Promise.all([1, 2, 3].map(() => repeat()));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(answers.filter((answer) => answer.body.token !== null)).toHaveLength(1);
      expect(new Set(answers.map((answer) => answer.body.apiKey.id)).size).toBe(1);
      const other = await repeat({ gracePeriodSeconds: 60 });
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    });

    it('give way to one alike, at once', async () => {
      const old = await newKey({
        name: 'x',
        rights: ['RIGHT_USER_INFO'],
        allowedCidrs: ['127.0.0.0/8'],
        expiresInDays: 10,
      });
      const { status, body } = await rotate(old.id);
      expect(status).toBe(201);
      expect(body.apiKey).toMatchObject({
        name: 'x',
        rights: ['RIGHT_USER_INFO'],
        allowedCidrs: ['127.0.0.0/8'],
      });
      expect(await Promise.all([old.token, body.token].map(alive))).toEqual([401, 200]);
      expect((await get(old.id)).body.status).toBe('superseded');
    });

    it('live on for their grace and no longer, and are never switched on again', async () => {
      const old = await newKey();
      const { body } = await rotate(old.id, { gracePeriodSeconds: 3600 });
      expect(await Promise.all([old.token, body.token].map(alive))).toEqual([200, 200]);
      const left = Date.parse((await get(old.id)).body.expiresAt) - Date.parse(body.apiKey.createdAt);
      expect(left / 3_600_000).toBeCloseTo(1, 2);
      expect(await change(old.id, { status: 'active' })).toMatchObject({ status: 403 });
      expect(await rotate(old.id)).toMatchObject({ status: 403, body: { code: 'rotation_not_allowed' } });
      expect((await rotate(body.apiKey.id, { gracePeriodSeconds: 31 * 86_400 })).status).toBe(403);
    });
  });

  it('tell when and from where they were used last, soon', async () => {
    const { id, token } = await newKey();
    expect((await get(id)).body).toMatchObject({ lastUsedAt: null, lastUsedIp: null });
    expect(await alive(token)).toBe(200);
    await eventually(async () => {
      const { lastUsedAt, lastUsedIp, createdAt } = (await get(id)).body;
      expect(lastUsedIp).toBe('127.0.0.1');
      expect(Date.parse(lastUsedAt)).toBeGreaterThan(Date.parse(createdAt));
    }, 10_000);
  });

  it('come in pages that a new one does not shift', async () => {
    const bob = await signUp(latchkey);
    for (const name of ['1', '2', '3', '4']) await newKey({ name, rights: ['RIGHT_USER_INFO'] }, bob.token);
    const page = async (cursor = '') =>
      (await latchkey.ask('GET', `${path()}?limit=3${cursor && `&cursor=${cursor}`}`, { token: bob.token }))
        .body;
    const first = await page();
    await newKey({ name: '5', rights: ['RIGHT_USER_INFO'] }, bob.token);
    const second = await page(first.nextCursor);
    const names = [...first.items, ...second.items].map((apiKey: { name: string }) => apiKey.name);
    expect([names, second.nextCursor]).toEqual([['4', '3', '2', '1'], null]);
  });
});
