import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { firefox } from '@latchkey/testing/facts';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp } from '@latchkey/testing/people';

type Account = Person & { id: string; token: string };

describe('sessions', () => {
  let latchkey: Latchkey;
  let admin: string;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2' });
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(() => latchkey.stop());

  /** On both gateways. */
  const alive = (token: string) =>
    Promise.all(
      [1, 2].map(async (gateway) => (await latchkey.ask('GET', '/v1/users/me', { token, gateway })).status),
    );
  const list = async (token: string, query = '', user = 'me') =>
    (await latchkey.ask('GET', `/v1/users/${user}/sessions${query}`, { token })).body;
  const end = (token: string, id: string, user = 'me') =>
    latchkey.ask('DELETE', `/v1/users/${user}/sessions/${id}`, { token });
  const endAll = (token: string, query = '', user = 'me') =>
    latchkey.ask('DELETE', `/v1/users/${user}/sessions${query}`, { token });
  const cookieSignIn = ({ handle, password }: Person, headers: Record<string, string> = {}) =>
    latchkey.ask('POST', '/v1/sessions', { headers, body: { identifier: handle, password } });
  /** Another one, with its id. */
  async function another({ handle, password }: Person): Promise<{ id: string; token: string }> {
    const body = { identifier: handle, password, transport: 'bearer' };
    const answer = await latchkey.ask('POST', '/v1/sessions', { body });
    return { id: answer.body.session.id, token: answer.body.token };
  }

  describe('signing in', () => {
    it('ASVS 10.1.1 by default sets a cookie that no script reads, and shows no token', async () => {
      const ada = await signUp(latchkey);
      const { status, headers, body } = await cookieSignIn(ada);
      expect([status, body.token]).toEqual([201, undefined]);
      const [pair = '', ...attributes] = (headers.get('set-cookie') ?? '').split('; ');
      expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
      expect(pair).toMatch(/^latchkey_session=lk_ses_[0-9A-Za-z]{20}_[0-9A-Za-z]{49}$/);
      const me = await latchkey.ask('GET', '/v1/users/me', { cookie: pair });
      expect(me).toMatchObject({ status: 200, body: { handle: ada.handle } });
      expect(JSON.stringify(body)).not.toContain(pair.slice(-49));
    });

    it('on request answers the token, and sets no cookie', async () => {
      const ada = await signUp(latchkey);
      const body = { identifier: ada.handle, password: ada.password, transport: 'bearer' };
      const answer = await latchkey.ask('POST', '/v1/sessions', { body });
      expect(answer.body).toMatchObject({
        token: expect.stringMatching(/^lk_ses_[0-9A-Za-z]{20}_[0-9A-Za-z]{49}$/),
        session: { kind: 'browser', current: true, ipAddress: '127.0.0.1' },
        user: { id: ada.id, handle: ada.handle },
      });
      expect(answer.headers.get('set-cookie')).toBeNull();
    });

    it('gives every time another session, whatever cookie came along (session fixation)', async () => {
      const ada = await signUp(latchkey);
      const cookie = `latchkey_session=${ada.token}`;
      const body = { identifier: ada.handle, password: ada.password };
      const answer = await latchkey.ask('POST', '/v1/sessions', { cookie, body });
      expect(answer.status).toBe(201);
      expect(answer.headers.get('set-cookie')).not.toContain(ada.token);
      expect((await list(ada.token)).items).toHaveLength(2);
    });

    it('from another site’s page is refused, also with the right password (login CSRF)', async () => {
      const ada = await signUp(latchkey);
      const refused = await cookieSignIn(ada, { origin: 'https://evil.example' });
      expect(refused).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
      expect(refused.headers.get('set-cookie')).toBeNull();
      expect((await list(ada.token)).items).toHaveLength(1);
    });
  });

  describe('a session by cookie', () => {
    it('changes nothing for another site’s page, and is refused together with a token', async () => {
      const ada = await signUp(latchkey);
      const cookie = `latchkey_session=${ada.token}`;
      const write = (headers: Record<string, string>) =>
        latchkey.ask('PATCH', '/v1/users/me', { cookie, headers, body: { name: 'Eve' } });
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        expect(await write(headers as never)).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
      }
      expect((await write({ origin: latchkey.origin() })).status).toBe(200);
      const both = await latchkey.ask('GET', '/v1/users/me', { cookie, token: ada.token });
      expect(both).toMatchObject({ status: 400, body: { code: 'multiple_credentials' } });
    });

    it('is no place for an API key', async () => {
      const ada = await signUp(latchkey);
      const { body } = await latchkey.ask('POST', '/v1/users/me/api-keys', {
        token: ada.token,
        body: { rights: ['RIGHT_USER_INFO'] },
      });
      const cookie = `latchkey_session=${body.token}`;
      expect(await latchkey.ask('GET', '/v1/users/me', { cookie })).toMatchObject({
        body: { code: 'invalid_token' },
      });
    });
  });

  describe('the list', () => {
    it('tells where one is signed in, since when and by what, newest first', async () => {
      const ada = await signUp(latchkey);
      await cookieSignIn(ada, { 'user-agent': firefox });
      const { items, nextCursor } = await list(ada.token);
      expect(nextCursor).toBeNull();
      expect(items.map((session: { current: boolean }) => session.current)).toEqual([false, true]);
      expect(items[0]).toEqual({
        id: expect.stringMatching(/^ses_[0-9A-Za-z]{20}$/),
        kind: 'browser',
        createdAt: expect.any(String),
        lastSeenAt: expect.any(String),
        expiresAt: expect.any(String),
        ipAddress: '127.0.0.1',
        userAgent: firefox,
        device: { browser: expect.stringContaining('Firefox'), os: expect.stringContaining('Linux') },
        current: false,
      });
      // Idle for seven days ends it, under the default policy.
      const lifeMs = Date.parse(items[0].expiresAt) - Date.parse(items[0].createdAt);
      expect(lifeMs / 86_400_000).toBeCloseTo(7, 2);
    });

    it('comes in pages that a new sign-in does not shift', async () => {
      const ada = await signUp(latchkey);
      for (let i = 0; i < 3; i++) await signIn(latchkey, ada);
      const first = await list(ada.token, '?limit=3');
      await signIn(latchkey, ada);
      const second = await list(ada.token, `?limit=3&cursor=${first.nextCursor}`);
      expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 1, null]);
      expect(second.items[0].current).toBe(true);
    });

    it('says when one was last seen, without a write for each request', async () => {
      const ada = await signUp(latchkey);
      const seen = async () => (await list(ada.token)).items[0].lastSeenAt;
      const before = await seen();
      await eventually(async () => expect(Date.parse(await seen())).toBeGreaterThan(Date.parse(before)));
    });

    it('is for its owner and administrators; to others there is none', async () => {
      const [ada, bob] = [await signUp(latchkey), await signUp(latchkey)];
      expect((await list(admin, '', ada.handle)).items).toMatchObject([{ current: false }]);
      for (const path of [ada.handle, ada.id, 'nobody-here']) {
        expect(await list(bob.token, '', path)).toMatchObject({ status: 404, code: 'not_found' });
      }
    });

    it('needs all rights: a key with fewer does not see it', async () => {
      const ada = await signUp(latchkey);
      const body = { rights: ['RIGHT_USER_INFO', 'RIGHT_USER_SETTINGS_API_KEYS'] };
      const key = await latchkey.ask('POST', '/v1/users/me/api-keys', { token: ada.token, body });
      expect(await list(key.body.token)).toMatchObject({ status: 403, code: 'insufficient_rights' });
    });
  });

  describe('ending', () => {
    it('one: dead on every gateway with the answer; once more: 404', async () => {
      const ada = await signUp(latchkey);
      const other = await another(ada);
      expect(await alive(other.token)).toEqual([200, 200]);
      expect((await end(ada.token, other.id)).status).toBe(204);
      expect(await alive(other.token)).toEqual([401, 401]);
      expect(await alive(ada.token)).toEqual([200, 200]);
      expect((await list(ada.token)).items).toHaveLength(1);
      expect(await end(ada.token, other.id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    });

    it('the current one takes its cookie along', async () => {
      const ada = await signUp(latchkey);
      const { headers } = await cookieSignIn(ada);
      const cookie = (headers.get('set-cookie') ?? '').split(';')[0];
      const ended = await latchkey.ask('DELETE', '/v1/users/me/sessions/current', { cookie });
      expect(ended.status).toBe(204);
      expect(ended.headers.get('set-cookie')).toMatch(/^latchkey_session=; .*Max-Age=0/);
      expect((await latchkey.ask('GET', '/v1/users/me', { cookie })).status).toBe(401);
      expect(await alive(ada.token)).toEqual([200, 200]);
    });

    it('all others leaves the one that asks, and keys, which are none', async () => {
      const ada = await signUp(latchkey);
      const others = [await another(ada), await another(ada)];
      const body = { rights: ['RIGHT_USER_INFO'] };
      const { body: key } = await latchkey.ask('POST', '/v1/users/me/api-keys', { token: ada.token, body });
      const ended = await endAll(ada.token, '?except=current');
      expect(ended).toMatchObject({
        status: 200,
        body: { revoked: { sessions: 2, cliTokens: 0, apiKeys: 0 } },
      });
      expect(ended.body.barrier).toMatchObject({ gateways: 2, acknowledged: 2, expired: 0 });
      for (const { token } of others) expect(await alive(token)).toEqual([401, 401]);
      expect([await alive(ada.token), await alive(key.token)].flat()).toEqual([200, 200, 200, 200]);
      expect((await endAll(ada.token, '?except=current')).body.revoked.sessions).toBe(0);
    });

    it('all ends the one that asks too', async () => {
      const ada = await signUp(latchkey);
      const other = await another(ada);
      const ended = await endAll(ada.token);
      expect(ended.body.revoked).toEqual({ sessions: 2, cliTokens: 0, apiKeys: 0 });
      expect(ended.headers.get('set-cookie')).toContain('Max-Age=0');
      expect([await alive(ada.token), await alive(other.token)].flat()).toEqual([401, 401, 401, 401]);
      expect((await endAll(ada.token, '?except=others')).status).toBe(401);
    });

    it('somebody else’s is not possible, nor a thing that is none', async () => {
      const [ada, bob] = [await signUp(latchkey), await signUp(latchkey)];
      const { items } = await list(ada.token);
      const answers = await Promise.all([
        end(bob.token, items[0].id),
        end(bob.token, items[0].id, ada.handle),
        endAll(bob.token, '', ada.handle),
        end(bob.token, 'nonsense'),
        end(bob.token, 'ses_00000000000000000000'),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
      expect((await endAll(bob.token, '?except=others')).status).toBe(422);
      expect(await alive(ada.token)).toEqual([200, 200]);
    });

    it('ASVS 7.4.5 is what an administrator may do for anybody', async () => {
      const ada = await signUp(latchkey);
      const other = await another(ada);
      expect((await end(admin, other.id, ada.handle)).status).toBe(204);
      expect(await alive(other.token)).toEqual([401, 401]);
      expect((await endAll(admin, '', ada.id)).body.revoked.sessions).toBe(1);
      expect(await alive(ada.token)).toEqual([401, 401]);
      expect(await alive(admin)).toEqual([200, 200]);
    });

    it('leaves nothing that a new sign-in could wake', async () => {
      const ada: Account = await signUp(latchkey);
      await endAll(ada.token);
      const token = await signIn(latchkey, ada);
      expect(await alive(ada.token)).toEqual([401, 401]);
      expect((await list(token)).items).toHaveLength(1);
    });
  });
});
