import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';

describe('under the policy steampipe', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_POLICY: 'steampipe' });
  }, 120_000);
  afterAll(() => latchkey.stop());

  const alive = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;
  const makeKey = (token: string, body: object = {}) =>
    latchkey.ask('POST', '/v1/users/me/api-keys', { token, body });

  it('a token is one of two, also when many are asked for at once', async () => {
    const { token } = await signUp(latchkey);
    const answers = await Promise.all(Array.from({ length: 6 }, () => makeKey(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
  });

  it('a token may do what its owner may, and nobody chooses', async () => {
    const { token } = await signUp(latchkey);
    expect((await makeKey(token)).body.apiKey.rights).toEqual(['RIGHT_USER_ALL']);
    expect(await makeKey(token, { rights: ['RIGHT_USER_INFO'] })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/rights', code: 'rights_not_chosen' }] },
    });
  });

  it('a token is switched off with the answer, and on again, and counts all the while', async () => {
    const { token } = await signUp(latchkey);
    const { body: key } = await makeKey(token);
    await makeKey(token);
    const change = (status: string) =>
      latchkey.ask('PATCH', `/v1/users/me/api-keys/${key.apiKey.id}`, { token, body: { status } });
    for (const [status, answer] of [
      ['inactive', 401],
      ['active', 200],
      ['inactive', 401],
    ] as const) {
      expect(await change(status)).toMatchObject({ status: 200, body: { status } });
      expect(await alive(key.token)).toBe(answer);
    }
    expect(await makeKey(token)).toMatchObject({ status: 409, body: { code: 'token_limit_reached' } });
  });

  it('K14 a token cannot be given a later end', async () => {
    const { token } = await signUp(latchkey);
    const { body: key } = await makeKey(token, { expiresInDays: 3 });
    const change = (expiresAt: string | null) =>
      latchkey.ask('PATCH', `/v1/users/me/api-keys/${key.apiKey.id}`, { token, body: { expiresAt } });
    const later = new Date(Date.parse(key.apiKey.expiresAt) + 1000).toISOString();
    for (const expiresAt of [later, null]) {
      expect(await change(expiresAt)).toMatchObject({ status: 403, body: { code: 'expiry_not_extendable' } });
    }
    const earlier = new Date(Date.parse(key.apiKey.expiresAt) - 1000).toISOString();
    expect(await change(earlier)).toMatchObject({ status: 200, body: { expiresAt: earlier } });
  });

  it('SPC-10 an account is deleted by typing its handle, at once and for good', async () => {
    const ada = await signUp(latchkey);
    const { body: key } = await makeKey(ada.token);
    const remove = (confirm: string) =>
      latchkey.ask('DELETE', '/v1/users/me', { token: ada.token, body: { confirm } });
    expect((await remove(ada.email)).body.code).toBe('confirmation_mismatch');
    const { status, body } = await remove(ada.handle);
    expect([status, Math.abs(Date.parse(body.deletesAt) - Date.now()) < 60_000]).toEqual([202, true]);
    expect(await Promise.all([ada.token, key.token].map(alive))).toEqual([401, 401]);
    const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    await eventually(async () => {
      expect((await latchkey.ask('GET', `/v1/users/${ada.id}`, { token: admin })).status).toBe(404);
      const subjects = (await latchkey.mails(ada.email)).map(({ subject }) => subject);
      expect(subjects).toContain('Your account was deleted');
    });
    const { id: _, token: __, ...person } = ada;
    expect((await signUp(latchkey, person)).id).not.toBe(ada.id);
  });
});
