import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signUp } from '@latchkey/testing/people';

const newPassword = 'Another-Lantern-2049-tide';

describe('a browser’s session whose owner proves the password', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2', LATCHKEY_REPLICAS: '2' });
  }, 120_000);
  afterAll(() => latchkey.stop());

  const ask = (
    method: string,
    path: string,
    { cookie, body, gateway = 1 }: { cookie: string; body?: unknown; gateway?: number },
  ) => latchkey.ask(method, path, { headers: { cookie }, gateway, ...(body ? { body } : {}) });

  function cookieOf(answer: Answer): string {
    const [cookie = ''] = answer.headers.getSetCookie().map((text) => text.split(';')[0] as string);
    expect(cookie).toMatch(/^latchkey_session=lk_ses_/);
    return cookie;
  }

  async function somebodyAtTheirBrowser(): Promise<Person & { cookie: string; sessionId: string }> {
    const ada = await signUp(latchkey);
    const signedIn = await latchkey.ask('POST', '/v1/sessions', {
      body: { identifier: ada.handle, password: ada.password },
    });
    return { ...ada, cookie: cookieOf(signedIn), sessionId: signedIn.body.session.id };
  }

  /** What each gateway answers. */
  async function statusesOf(cookie: string): Promise<number[]> {
    const answers = [1, 2].map((gateway) => ask('GET', '/v1/users/me', { cookie, gateway }));
    return (await Promise.all(answers)).map(({ status }) => status);
  }

  it.each([
    ['changes the password', {}],
    ['changes it, revokes everything and stays signed in', { revokeAll: true, keepCurrentSession: true }],
  ])('R01 ASVS 7.2.4 %s: a new cookie, and the old one is dead everywhere', async (_, choice) => {
    const ada = await somebodyAtTheirBrowser();
    expect(await statusesOf(ada.cookie)).toEqual([200, 200]);
    const body = { currentPassword: ada.password, newPassword, ...choice };
    const changed = await ask('PUT', '/v1/users/me/password', { cookie: ada.cookie, body });
    expect(changed.status).toBe(200);
    const cookie = cookieOf(changed);
    expect(cookie).not.toBe(ada.cookie);
    expect([await statusesOf(ada.cookie), await statusesOf(cookie)]).toEqual([
      [401, 401],
      [200, 200],
    ]);
    const { body: sessions } = await ask('GET', '/v1/users/me/sessions', { cookie });
    expect(sessions.items.filter(({ current }: { current: boolean }) => current)).toEqual([
      expect.objectContaining({ id: ada.sessionId }),
    ]);
  });

  it('ASVS 7.2.4 makes a key with it: a new cookie, and the old one is dead everywhere', async () => {
    const ada = await somebodyAtTheirBrowser();
    const body = { rights: ['RIGHT_USER_INFO'], currentPassword: ada.password };
    const made = await ask('POST', '/v1/users/me/api-keys', { cookie: ada.cookie, body });
    expect(made.status).toBe(201);
    const cookie = cookieOf(made);
    expect([await statusesOf(ada.cookie), await statusesOf(cookie)]).toEqual([
      [401, 401],
      [200, 200],
    ]);
    const id = made.body.apiKey.id;
    const rotated = await ask('POST', `/v1/users/me/api-keys/${id}/rotate`, {
      cookie,
      body: { currentPassword: ada.password },
    });
    expect(rotated.status).toBe(201);
    expect([await statusesOf(cookie), await statusesOf(cookieOf(rotated))]).toEqual([
      [401, 401],
      [200, 200],
    ]);
  });

  it('keeps its cookie where nothing was proved, or proved wrong', async () => {
    const ada = await somebodyAtTheirBrowser();
    const rights = ['RIGHT_USER_INFO'];
    const made = await ask('POST', '/v1/users/me/api-keys', { cookie: ada.cookie, body: { rights } });
    const wrong = await ask('PUT', '/v1/users/me/password', {
      cookie: ada.cookie,
      body: { currentPassword: 'wrong', newPassword },
    });
    expect([made.status, wrong.status]).toEqual([201, 403]);
    expect([made, wrong].flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
    expect(await statusesOf(ada.cookie)).toEqual([200, 200]);
  });

  it('keeps a bearer token, which nobody could hand over anew', async () => {
    const ada = await signUp(latchkey);
    const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
      token: ada.token,
      body: { currentPassword: ada.password, newPassword },
    });
    expect([changed.status, changed.headers.getSetCookie()]).toEqual([200, []]);
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(200);
  });

  it('has one cookie that works after several proofs at once, on two gateways', async () => {
    for (let round = 0; round < 10; round++) {
      const ada = await somebodyAtTheirBrowser();
      const body = { rights: ['RIGHT_USER_INFO'], currentPassword: ada.password };
      const answers = await Promise.all(
        [1, 2, 1, 2].map((gateway) =>
          ask('POST', '/v1/users/me/api-keys', { cookie: ada.cookie, body, gateway }),
        ),
      );
      const given = answers.filter(({ headers }) => headers.getSetCookie().length > 0);
      expect(given).toHaveLength(1);
      const [cookie] = given.map(cookieOf) as [string];
      expect([await statusesOf(ada.cookie), await statusesOf(cookie)]).toEqual([
        [401, 401],
        [200, 200],
      ]);
    }
  });

  it('dies with "revoke all" whichever of the two comes first', async () => {
    for (let round = 0; round < 10; round++) {
      const ada = await somebodyAtTheirBrowser();
      const body = { rights: ['RIGHT_USER_INFO'], currentPassword: ada.password };
      const [made, ended] = await Promise.all([
        ask('POST', '/v1/users/me/api-keys', { cookie: ada.cookie, body }),
        latchkey.ask('DELETE', '/v1/users/me/sessions', { token: ada.token, gateway: 2 }),
      ]);
      expect(ended.status).toBe(200);
      const cookies = [
        ada.cookie,
        ...made.headers.getSetCookie().map((text) => text.split(';')[0] as string),
      ];
      for (const cookie of cookies) expect(await statusesOf(cookie)).toEqual([401, 401]);
    }
  });
});
