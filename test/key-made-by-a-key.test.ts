import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';

const manage = 'RIGHT_USER_SETTINGS_API_KEYS';
const info = 'RIGHT_USER_INFO';
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

describe('a key that a key made', () => {
  let latchkey: Latchkey;
  let session: string;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    session = (await signUp(latchkey)).token;
  }, 120_000);
  afterAll(() => latchkey.stop());

  const alive = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;
  const at = (id = '') => `/v1/users/me/api-keys${id && `/${id}`}`;
  const create = (by: string, body: object) => latchkey.ask('POST', at(), { token: by, body });
  const change = (by: string, id: string, body: object) => latchkey.ask('PATCH', at(id), { token: by, body });
  const remove = (by: string, id: string) => latchkey.ask('DELETE', at(id), { token: by });
  const rotate = (by: string, id: string) =>
    latchkey.ask('POST', `${at(id)}/rotate`, { token: by, body: {} });
  async function newKey(by: string, body: object = {}) {
    const made = await create(by, { rights: [manage, info], ...body });
    expect([made.status, made.body.code]).toEqual([201, undefined]);
    return { id: made.body.apiKey.id as string, token: made.body.token as string, apiKey: made.body.apiKey };
  }

  it('needs no password, but a right', async () => {
    const parent = await newKey(session);
    expect((await create(parent.token, { rights: [info] })).status).toBe(201);
    const poor = await newKey(session, { rights: [info] });
    const refused = await create(poor.token, { rights: [info] });
    expect(refused).toMatchObject({ status: 403, body: { code: 'insufficient_rights' } });
  });

  it('K07 is never wider than its maker', async () => {
    const parent = await newKey(session);
    for (const right of [
      'RIGHT_USER_ALL',
      'RIGHT_USER_DELETE',
      'RIGHT_USER_AUDIT_READ',
      'RIGHT_INTROSPECT',
    ]) {
      const refused = await create(parent.token, { rights: [info, right] });
      expect([right, refused.status, refused.body.code]).toEqual([right, 403, 'right_not_held']);
    }
    const child = await newKey(parent.token);
    for (const [by, id] of [
      [child.token, child.id],
      [parent.token, parent.id],
      [parent.token, child.id],
    ] as const) {
      expect(await change(by, id, { rights: [manage, info, 'RIGHT_USER_ALL'] })).toMatchObject({
        status: 403,
        body: { code: 'right_not_held' },
      });
    }
  });

  it('takes no right from a key that has more than itself', async () => {
    const parent = await newKey(session);
    const rich = await newKey(session, { rights: ['RIGHT_USER_AUDIT_READ', info] });
    const refused = await change(parent.token, rich.id, { rights: [info] });
    expect(refused).toMatchObject({ status: 403, body: { code: 'right_not_held' } });
    expect((await rotate(parent.token, rich.id)).body.code).toBe('right_not_held');
  });

  it('K07 never lives longer than its maker, asked for or not', async () => {
    const parent = await newKey(session, { expiresAt: inDays(10) });
    for (const body of [{ expiresAt: inDays(11) }, { expiresInDays: 11 }]) {
      const refused = await create(parent.token, { rights: [info], ...body });
      expect(refused).toMatchObject({ status: 422, body: { code: 'expiry_too_long' } });
    }
    const child = await newKey(parent.token);
    expect(child.apiKey.expiresAt).toBe(parent.apiKey.expiresAt);
    for (const id of [child.id, parent.id]) {
      for (const expiresAt of [null, inDays(11)]) {
        const refused = await change(parent.token, id, { expiresAt });
        expect(refused).toMatchObject({ status: 422, body: { code: 'expiry_too_long' } });
      }
    }
    for (const [by, id] of [
      [parent.token, child.id],
      [parent.token, parent.id],
    ] as const) {
      const { status, body } = await rotate(by, id);
      expect(status).toBe(201);
      expect(Date.parse(body.apiKey.expiresAt)).toBeLessThanOrEqual(Date.parse(parent.apiKey.expiresAt));
    }
  });

  it('dies with it, and with whatever made that, in one answer', async () => {
    const parent = await newKey(session);
    const child = await newKey(parent.token);
    const grandchild = await newKey(child.token);
    const other = await newKey(session);
    const all = [parent, child, grandchild, other].map(({ token }) => token);
    expect(await Promise.all(all.map(alive))).toEqual([200, 200, 200, 200]);
    expect((await remove(session, parent.id)).status).toBe(204);
    expect(await Promise.all(all.map(alive))).toEqual([401, 401, 401, 200]);
    const left = (await latchkey.ask('GET', `${at()}?limit=100`, { token: session })).body.items;
    const ids = left.map(({ id }: { id: string }) => id);
    expect([child.id, grandchild.id].filter((id) => ids.includes(id))).toEqual([]);
  });

  it('does not escape by rotating itself, nor by being rotated', async () => {
    const parent = await newKey(session);
    const [one, two] = [await newKey(parent.token), await newKey(parent.token)];
    const renewed = [await rotate(one.token, one.id), await rotate(parent.token, two.id)];
    const tokens = renewed.map(({ body }) => body.token);
    expect(await Promise.all(tokens.map(alive))).toEqual([200, 200]);
    expect((await remove(session, parent.id)).status).toBe(204);
    expect(await Promise.all(tokens.map(alive))).toEqual([401, 401]);
  });

  it('dies with what took its maker’s place', async () => {
    const parent = await newKey(session);
    const child = await newKey(parent.token);
    const { body: renewed } = await rotate(session, parent.id);
    expect(await alive(child.token)).toBe(200);
    expect((await remove(session, renewed.apiKey.id)).status).toBe(204);
    expect(await alive(child.token)).toBe(401);
  });

  it('cannot be made by one that is off, expired, or bound to another address', async () => {
    const parent = await newKey(session);
    await change(session, parent.id, { status: 'inactive' });
    expect((await create(parent.token, { rights: [info] })).status).toBe(401);
    await change(session, parent.id, { status: 'active', allowedCidrs: ['203.0.113.0/24'] });
    expect((await create(parent.token, { rights: [info] })).status).toBe(401);
  });

  it('is bound to no more addresses than its maker, by whatever door', async () => {
    const parent = await newKey(session, { allowedCidrs: ['127.0.0.0/24'] });
    const free = await newKey(session);
    expect((await newKey(parent.token)).apiKey.allowedCidrs).toEqual(['127.0.0.0/24']);
    const child = await newKey(parent.token, { allowedCidrs: ['127.0.0.1'] });
    for (const allowedCidrs of [['0.0.0.0/0'], ['127.0.0.1', '10.0.0.1'], []]) {
      const refused = [
        await create(parent.token, { rights: [info], allowedCidrs }),
        await change(parent.token, parent.id, { allowedCidrs }),
        await change(parent.token, child.id, { allowedCidrs }),
        await change(child.token, child.id, { allowedCidrs }),
      ];
      for (const { status, body } of refused) {
        expect([status, body.errors]).toMatchObject([422, [{ code: 'wider_than_maker' }]]);
      }
    }
    expect((await rotate(parent.token, free.id)).status).toBe(422);
    expect(await alive(free.token)).toBe(200);
    expect((await rotate(parent.token, child.id)).body.apiKey.allowedCidrs).toEqual(['127.0.0.1/32']);
  });
});
