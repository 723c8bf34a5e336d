import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';
import * as oauth from 'oauth4webapi';
import pg from 'pg';

const client: oauth.Client = { client_id: 'report-tool' };
const insecure = { [oauth.allowInsecureRequests]: true };

/** Everything here is asked by an OAuth client library that knows nothing of Latchkey but its address. */
describe('an OAuth client', () => {
  let latchkey: Latchkey;
  let tokens: pg.Client;
  let server: oauth.AuthorizationServer;
  let adminKey: string;

  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2' });
    tokens = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.tokens });
    await tokens.connect();
    const issuer = new URL(`http://localhost:${latchkey.ports.gateway}`);
    const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
    server = await oauth.processDiscoveryResponse(issuer, found);
    const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    adminKey = (await newKey(admin, ['RIGHT_INTROSPECT'])).token;
  }, 180_000);
  afterAll(async () => {
    await tokens?.end();
    await latchkey?.stop();
  });

  async function newKey(token: string, rights = ['RIGHT_USER_INFO']) {
    const { status, body } = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token,
      body: { name: 'tool', rights },
    });
    expect(status).toBe(201);
    return { id: body.apiKey.id as string, token: body.token as string };
  }
  /** On every gateway. */
  const alive = (token: string) =>
    Promise.all(
      [1, 2].map(async (gateway) => (await latchkey.ask('GET', '/v1/users/me', { token, gateway })).status),
    );

  describe('logs in by device code (RFC 8628)', () => {
    const start = async () => {
      const asked = await oauth.deviceAuthorizationRequest(server, client, oauth.None(), {}, insecure);
      return oauth.processDeviceAuthorizationResponse(server, client, asked);
    };
    /** The token, or the name of the error. */
    const poll = async (deviceCode: string, as = client) => {
      const came = await oauth.deviceCodeGrantRequest(server, as, oauth.None(), deviceCode, insecure);
      return oauth.processDeviceCodeResponse(server, as, came).catch((error: oauth.ResponseBodyError) => {
        expect(error).toBeInstanceOf(oauth.ResponseBodyError);
        return error.error;
      });
    };
    const decide = (token: string, userCode: string, approve: boolean) =>
      latchkey.ask('POST', `/v1/device-logins/${userCode}`, { token, body: { approve } });
    /** As if the time since the last poll had passed. */
    const waitInterval = () =>
      tokens.query(`UPDATE device_login SET polled_at = polled_at - interval '1 minute'`);

    it('Z22 waits for an approval, and gets a token that works everywhere', async () => {
      const ada = await signUp(latchkey);
      const login = await start();
      expect(login.verification_uri_complete).toContain(login.user_code);
      expect(await poll(login.device_code)).toBe('authorization_pending');
      expect(await poll(login.device_code)).toBe('slow_down');

      // As people type it: without the dash, in small letters.
      const typed = login.user_code.replace('-', '').toLowerCase();
      const seen = await latchkey.ask('GET', `/v1/device-logins/${typed}`, { token: ada.token });
      expect(seen).toMatchObject({ status: 200, body: { status: 'pending', ipAddress: '127.0.0.1' } });
      expect(await decide(ada.token, typed, true)).toMatchObject({
        status: 200,
        body: { status: 'approved' },
      });
      await waitInterval();
      const given = (await poll(login.device_code)) as oauth.TokenEndpointResponse;
      expect(given.token_type).toBe('bearer');
      expect(given.access_token).toMatch(/^lk_cli_[0-9A-Za-z]{20}_[0-9A-Za-z]{49}$/);
      expect(await alive(given.access_token)).toEqual([200, 200]);
      expect(await poll(login.device_code)).toBe('invalid_grant');
      const sessions = await latchkey.ask('GET', '/v1/users/me/sessions', { token: ada.token });
      expect(sessions.body.items.map((session: { kind: string }) => session.kind).sort()).toEqual([
        'browser',
        'cli',
      ]);
    });

    it('Z22 ASVS 10.4.2 gets one token, however many polls come at once', async () => {
      const ada = await signUp(latchkey);
      const login = await start();
      await decide(ada.token, login.user_code, true);
      const answers = await Promise.all(Array.from({ length: 6 }, () => poll(login.device_code)));
      expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'invalid_grant')).toHaveLength(5);
      const sessions = await latchkey.ask('GET', '/v1/users/me/sessions', { token: ada.token });
      expect(sessions.body.items).toHaveLength(2);
    });

    it('is told when it was declined; a code is decided once', async () => {
      const ada = await signUp(latchkey);
      const login = await start();
      expect((await decide(ada.token, login.user_code, false)).status).toBe(200);
      expect(await poll(login.device_code)).toBe('access_denied');
      expect((await decide(ada.token, login.user_code, true)).status).toBe(404);
    });

    it('Z22 ASVS 10.4.3 gets nothing with a code of another client, an unknown one, or one that has expired', async () => {
      const ada = await signUp(latchkey);
      const login = await start();
      await decide(ada.token, login.user_code, true);
      expect(await poll(login.device_code, { client_id: 'somebody-else' })).toBe('invalid_grant');
      expect(await poll('x'.repeat(43))).toBe('invalid_grant');
      await tokens.query('UPDATE device_login SET expires_at = clock_timestamp()');
      expect(await poll(login.device_code)).toBe('expired_token');

      const late = await start();
      await tokens.query('UPDATE device_login SET expires_at = clock_timestamp()');
      expect((await decide(ada.token, late.user_code, true)).status).toBe(404);
    });

    it('gets nothing once the session that approved it is gone', async () => {
      const ada = await signUp(latchkey);
      const approver = await signIn(latchkey, ada);
      const login = await start();
      await decide(approver, login.user_code, true);
      const ended = await latchkey.ask('DELETE', '/v1/users/me/sessions/current', {
        token: approver,
        gateway: 2,
      });
      expect(ended.status).toBe(204);
      expect(await poll(login.device_code)).toBe('access_denied');
    });

    it('Z22 is not found by guessing: ten wrong codes, then nothing but 429', async () => {
      const ada = await signUp(latchkey);
      const login = await start();
      const letters = 'BCDFGHJKLMNPQRSTVWXZ';
      const codes = Array.from({ length: 30 }, (_, i) => `${letters[i % 20]}${letters[(i * 7) % 20]}BBBBBB`);
      const guesses = await Promise.all(
        codes.map((code, i) =>
          latchkey.ask('GET', `/v1/device-logins/${code}`, { token: ada.token, gateway: 1 + (i % 2) }),
        ),
      );
      const answered = (status: number) => guesses.filter((guess) => guess.status === status).length;
      expect([answered(404), answered(429)]).toEqual([10, 20]);
      const right = await decide(ada.token, login.user_code, true);
      expect(right).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
      expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await poll(login.device_code)).toBe('authorization_pending');
    });
  });

  describe('asks about tokens and ends them (RFC 7662, RFC 7009)', () => {
    const bearer =
      (token: string): oauth.ClientAuth =>
      (_server, _client, _body, headers) =>
        headers.set('authorization', `Bearer ${token}`);
    const introspect = async (token: string, by = adminKey) => {
      const answer = await oauth.introspectionRequest(server, client, bearer(by), token, insecure);
      return oauth.processIntrospectionResponse(server, client, answer);
    };
    const revoke = async (token: string) => {
      const answer = await oauth.revocationRequest(server, client, oauth.None(), token, insecure);
      await oauth.processRevocationResponse(answer);
    };

    it('learns whose a token is while it lives, and nothing afterwards', async () => {
      const ada = await signUp(latchkey);
      const { id, token } = await newKey(ada.token);
      expect(await introspect(token)).toMatchObject({
        active: true,
        sub: ada.id,
        username: ada.handle,
        scope: 'RIGHT_USER_INFO',
        jti: id,
      });
      expect(await alive(token)).toEqual([200, 200]);
      await revoke(token);
      expect(await alive(token)).toEqual([401, 401]);
      expect(await introspect(token)).toEqual({ active: false });
      expect(await introspect('no token at all')).toEqual({ active: false });
      // RFC 7009, 2.2: to end what is not there is no error.
      await revoke(token);
      await revoke('no token at all');
      expect(await alive(ada.token)).toEqual([200, 200]);
    });

    it('needs the right to ask: a session of somebody has not', async () => {
      const ada = await signUp(latchkey);
      const refused = await oauth.introspectionRequest(
        server,
        client,
        bearer(ada.token),
        ada.token,
        insecure,
      );
      expect(refused.status).toBe(403);
      const nobody = await oauth.introspectionRequest(server, client, oauth.None(), ada.token, insecure);
      await expect(oauth.processIntrospectionResponse(server, client, nobody)).rejects.toBeInstanceOf(
        oauth.WWWAuthenticateChallengeError,
      );
      const key = await latchkey.ask('POST', '/v1/users/me/api-keys', {
        token: ada.token,
        body: { name: 'spy', rights: ['RIGHT_INTROSPECT'] },
      });
      expect(key).toMatchObject({ status: 403, body: { code: 'right_not_held' } });
    });

    it('asks about a hundred at once, in order, and not about more', async () => {
      const ada = await signUp(latchkey);
      const { id, token } = await newKey(ada.token);
      const many = (count: number) =>
        latchkey.ask('POST', '/v1/credentials/introspect', {
          token: adminKey,
          body: { tokens: Array.from({ length: count }, (_, i) => (i === 40 ? token : `nothing-${i}`)) },
        });
      const answer = await many(100);
      expect(answer.status).toBe(200);
      const items = answer.body.items as { active: boolean; jti?: string }[];
      expect(items).toHaveLength(100);
      expect(items.flatMap((item, i) => (item.active ? [[i, item.jti]] : []))).toEqual([[40, id]]);
      expect(await many(101)).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
    });

    it('is answered in the words of OAuth when it asks nonsense', async () => {
      const send = (path: string, body: string) =>
        latchkey.ask('POST', path, {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body,
        });
      const twice = await send('/oauth2/revoke', 'token=a&token=b');
      expect(twice).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      expect(await send('/oauth2/revoke', '')).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      });
      const grant = await send('/oauth2/token', 'grant_type=password&username=admin');
      expect(grant).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
    });
  });

  it('a leaked key is dead everywhere when its report is answered, and its owner is told', async () => {
    const ada = await signUp(latchkey);
    const { token } = await newKey(ada.token);
    expect(await alive(token)).toEqual([200, 200]);
    const report = await latchkey.ask('POST', '/v1/credentials/revoke', {
      body: { credentials: [token, 'no token at all'] },
    });
    const after = await alive(token);
    expect([report.status, after]).toEqual([202, [401, 401]]);
    expect(await alive(ada.token)).toEqual([200, 200]);
    await eventually(async () => {
      const mails = (await latchkey.mails(ada.email)).filter((mail) => /leaked/i.test(mail.subject));
      expect(mails).toHaveLength(1);
      const inbox = await latchkey.ask('GET', '/v1/users/me/notifications', { token: ada.token });
      const types = (inbox.body.items as { type: string }[]).map((item) => item.type);
      expect(types.filter((type) => type === 'credential_leaked')).toHaveLength(1);
    });
  });
});
