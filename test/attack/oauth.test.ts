import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '@latchkey/contracts/tokens/api-key';
import { readConnections } from '@latchkey/local/connections';
import { Bus } from '@latchkey/messaging/bus';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { eventually } from '@latchkey/testing/eventually';
import { callerOf } from '@latchkey/testing/facts';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';
import { Logger } from '@nestjs/common';
import pg from 'pg';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const evil = 'https://evil.example/callback';

describe('OAuth as it is offered', () => {
  let latchkey: Latchkey;
  let tokens: pg.Client;
  let ada: Awaited<ReturnType<typeof signUp>>;

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'warn']);
    latchkey = await Latchkey.borrow();
    tokens = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.tokens });
    await tokens.connect();
    ada = await signUp(latchkey);
  }, 120_000);
  afterAll(async () => {
    await tokens.end();
    await latchkey.stop();
  });

  const post = (path: string, fields: Record<string, string>) =>
    latchkey.ask('POST', `/oauth2/${path}`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const start = async () => (await post('device_authorization', { client_id: 'tool' })).body;
  const redeem = (deviceCode: string) =>
    post('token', { grant_type: deviceGrant, client_id: 'tool', device_code: deviceCode });
  const decide = (
    userCode: string,
    it: { token?: string; cookie?: string; headers?: Record<string, string> },
  ) => latchkey.ask('POST', `/v1/device-logins/${userCode}`, { ...it, body: { approve: true } });
  async function login() {
    const { device_code: deviceCode, user_code: userCode } = await start();
    expect((await decide(userCode, { token: ada.token })).status).toBe(200);
    const given = await redeem(deviceCode);
    expect(given.status).toBe(200);
    return { deviceCode, answer: given.body, token: given.body.access_token as string };
  }
  const alive = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;
  const sessions = async () =>
    (await latchkey.ask('GET', '/v1/users/me/sessions?limit=100', { token: ada.token })).body.items as {
      id: string;
      kind: string;
      expiresAt: string;
      ipAddress: string;
    }[];

  it('ASVS 10.2.1 Z22 a login is approved by no other site’s page, and by nobody without a session', async () => {
    const { device_code: deviceCode, user_code: userCode } = await start();
    const signedIn = await latchkey.ask('POST', '/v1/sessions', {
      body: { identifier: ada.handle, password: ada.password },
    });
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] as string;
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      const refused = await decide(userCode, { cookie, headers });
      expect(refused).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
    }
    // A link that is followed approves nothing: only a POST does.
    const page = await latchkey.ask('GET', `/device?code=${userCode}`, {
      cookie,
      headers: { accept: 'text/html' },
    });
    expect(page.status).toBe(200);
    expect((await decide(userCode, {})).status).toBe(401);
    expect((await redeem(deviceCode)).body.error).toBe('authorization_pending');
    expect((await decide(userCode, { cookie, headers: { origin: latchkey.origin() } })).status).toBe(200);
  });

  it('Z22 a login is approved by no key of fewer rights, whoever’s it is', async () => {
    const { device_code: deviceCode, user_code: userCode } = await start();
    const key = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    const refused = await decide(userCode, { token: key.body.token });
    expect(refused).toMatchObject({ status: 403, body: { code: 'insufficient_rights' } });
    expect((await redeem(deviceCode)).body.error).toBe('authorization_pending');
  });

  it('ASVS 10.4.1 no redirect leads anywhere: there is no endpoint that makes one', async () => {
    const { body: metadata } = await latchkey.ask('GET', '/.well-known/oauth-authorization-server');
    expect(metadata).not.toHaveProperty('authorization_endpoint');
    expect(metadata.response_types_supported).toEqual([]);
    const query = `client_id=tool&response_type=code&redirect_uri=${encodeURIComponent(evil)}`;
    for (const [method, path] of [
      ['GET', `/oauth2/authorize?${query}`],
      ['POST', `/oauth2/authorize?${query}`],
      ['GET', `/oauth2/auth?${query}`],
      ['GET', `/v1/device-logins/BBBBBBBB?${query}`],
    ] as const) {
      const answer = await latchkey.ask(method, path, { token: ada.token });
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 404, null]);
    }
    const asked = await post('device_authorization', { client_id: 'tool', redirect_uri: evil });
    expect([asked.status, asked.headers.get('location')]).toEqual([200, null]);
    expect(JSON.stringify(asked.body)).not.toContain('evil');
    expect(new URL(asked.body.verification_uri).origin).toBe(metadata.issuer);
  });

  it('ASVS 10.4.2 a code is good once, and for nobody after', async () => {
    const { deviceCode, token } = await login();
    expect(await alive(token)).toBe(200);
    for (let again = 0; again < 2; again++)
      expect((await redeem(deviceCode)).body).toMatchObject({ error: 'invalid_grant' });
    const { rows } = await tokens.query(
      `SELECT status FROM device_login WHERE device_code_hash = sha256($1)`,
      [Buffer.from(deviceCode)],
    );
    expect(rows).toEqual([{ status: 'redeemed' }]);
  });

  it('ASVS 10.4.3 a code says that it lives ten minutes, and does', async () => {
    const login = await start();
    expect(login.expires_in).toBeLessThanOrEqual(600);
    const { rows } = await tokens.query(
      `SELECT extract(epoch FROM expires_at - created_at)::int AS lives FROM device_login WHERE user_code = $1`,
      [login.user_code.replace('-', '')],
    );
    expect(rows).toEqual([{ lives: login.expires_in }]);
  });

  it('ASVS 10.4.5 there are no refresh tokens to replay', async () => {
    const { answer, token } = await login();
    expect(Object.keys(answer).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
    for (const refresh of [token, ada.token, 'x']) {
      const refused = await post('token', {
        grant_type: 'refresh_token',
        client_id: 'tool',
        refresh_token: refresh,
      });
      expect(refused).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
    }
    expect(await alive(token)).toBe(200);
  });

  it('ASVS 10.4.6 there is no code flow, with or without PKCE, nor any older grant', async () => {
    const { body: metadata } = await latchkey.ask('GET', '/.well-known/oauth-authorization-server');
    expect(metadata.grant_types_supported).toEqual([deviceGrant]);
    const { device_code: deviceCode, user_code: userCode } = await start();
    await decide(userCode, { token: ada.token });
    for (const [grant, more] of [
      ['authorization_code', { code: deviceCode }],
      ['authorization_code', { code: deviceCode, code_verifier: 'x'.repeat(43) }],
      ['password', { username: ada.handle, password: ada.password }],
      ['client_credentials', { client_secret: 'x' }],
      ['implicit', {}],
      ['urn:ietf:params:oauth:grant-type:token-exchange', { subject_token: ada.token }],
      ['urn:ietf:params:oauth:grant-type:jwt-bearer', { assertion: 'e30.e30.' }],
    ] as const) {
      const refused = await post('token', { grant_type: grant, client_id: 'tool', ...more });
      expect([grant, refused.status, refused.body.error]).toEqual([grant, 400, 'unsupported_grant_type']);
    }
    expect((await redeem(deviceCode)).status).toBe(200);
  });

  it('ASVS 10.4.8 a login of a program has an end that no use moves', async () => {
    const [used, unused] = [await login(), await login()];
    const ids = (await sessions()).filter(({ kind }) => kind === 'cli').map(({ id }) => id);
    const [unusedId, usedId] = ids as [string, string];
    for (let use = 0; use < 3; use++) expect(await alive(used.token)).toBe(200);
    await eventually(async () => {
      const { rows } = await tokens.query(
        `SELECT last_used_at > created_at AS used, extract(epoch FROM expires_at - created_at)::int AS lives
           FROM credential WHERE id = $1`,
        [usedId],
      );
      expect(rows).toEqual([{ used: true, lives: used.answer.expires_in }]);
    });
    // As if all the time of the other one had been spent in use.
    await tokens.query(
      `UPDATE credential SET expires_at = now(), last_used_at = now(),
              dies_at = least(now(), now() + make_interval(secs => idle_seconds)) WHERE id = $1`,
      [unusedId],
    );
    expect(await alive(unused.token)).toBe(401);
    expect((await sessions()).map(({ id }) => id)).not.toContain(unusedId);
  });

  it('ASVS 10.4.9 ASVS 10.7.3 its owner sees who may act for them, and ends each', async () => {
    const [kept, ended] = [await login(), await login()];
    const listed = (await sessions()).filter(({ kind }) => kind === 'cli');
    expect(listed[0]).toMatchObject({ kind: 'cli', ipAddress: '127.0.0.1' });
    const path = `/v1/users/me/sessions/${listed[0]?.id}`;
    expect(await Promise.all([kept.token, ended.token].map(alive))).toEqual([200, 200]);
    expect((await latchkey.ask('DELETE', path, { token: ada.token })).status).toBe(204);
    expect(await Promise.all([kept.token, ended.token].map(alive))).toEqual([200, 401]);
    // The program itself may give it back, too (RFC 7009).
    expect((await post('revoke', { token: kept.token })).status).toBe(200);
    expect(await alive(kept.token)).toBe(401);
  });

  it('ASVS 10.3.3 who somebody is is told by an id that no one else gets, and not by name or address', async () => {
    const verified = await latchkey.ask('GET', '/v1/auth/verify', { token: ada.token });
    expect(verified.headers.get('x-latchkey-user')).toBe(ada.id);
    expect(ada.id).toMatch(/^usr_[0-9A-Za-z]{20}$/);
    const taken = await latchkey.ask('POST', '/v1/users', {
      body: { handle: ada.handle, email: `x${ada.email}`, password: ada.password },
    });
    expect(taken).toMatchObject({ status: 409, body: { code: 'handle_taken' } });
    const { rows } = await tokens.query('SELECT DISTINCT user_id FROM credential WHERE user_id IN ($1, $2)', [
      ada.id,
      ada.handle,
    ]);
    expect(rows).toEqual([{ user_id: ada.id }]);
  });

  it('ASVS 10.3.4 Z21 the service itself asks how fresh a sign-in is, and believes no caller', async () => {
    const bob = await signUp(latchkey);
    const body = { rights: ['RIGHT_USER_INFO'] };
    const create = (more = {}) =>
      latchkey.ask('POST', '/v1/users/me/api-keys', { token: bob.token, body: { ...body, ...more } });
    expect((await create()).status).toBe(201);
    const { rows } = await tokens.query(
      `UPDATE credential SET authenticated_at = authenticated_at - interval '15 minutes' WHERE user_id = $1
       RETURNING id, kind, epoch`,
      [bob.id],
    );
    const session = rows.find(({ kind }) => kind === 'session');
    const stale = await create();
    expect(stale).toMatchObject({ status: 401, body: { code: 'step_up_required' } });
    expect(stale.headers.get('www-authenticate')).toContain('insufficient_user_authentication');
    const reset = await latchkey.ask('POST', '/v1/users/me/reset-authentication', {
      token: bob.token,
      body: {},
    });
    expect(reset).toMatchObject({ status: 401, body: { code: 'step_up_required' } });

    const { nats } = readConnections(latchkey.dataDir);
    const bus = Bus.open({ service: 'gateway', instance: 'attack', natsUrl: nats.gateway });
    await bus.connected();
    const caller = {
      ...callerOf({ userId: bob.id, handle: bob.handle, admin: false }),
      credentialId: session.id as string,
      rights: ['RIGHT_USER_ALL'],
      epoch: session.epoch as number,
      authenticatedAt: new Date().toISOString(),
    };
    const asked = new RpcClient(bus).call(createApiKey, { caller, userId: bob.id, body });
    await expect(asked).rejects.toMatchObject({ code: 'step_up_required' });
    await bus.close();
    expect((await create({ currentPassword: bob.password })).status).toBe(201);
  });

  it('Z21 no key is ever fresh enough for what asks for a sign-in', async () => {
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { rights: ['RIGHT_USER_ALL'] },
    });
    const { token } = made.body;
    expect(await alive(token)).toBe(200);
    for (const body of [{}, { currentPassword: ada.password }]) {
      const refused = await latchkey.ask('POST', '/v1/users/me/reset-authentication', { token, body });
      expect(refused).toMatchObject({ status: 401, body: { code: 'step_up_required' } });
    }
    expect(await Promise.all([token, ada.token].map(alive))).toEqual([200, 200]);
  });
});
