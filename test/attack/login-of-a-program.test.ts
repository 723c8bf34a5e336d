import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseToken } from '@latchkey/contracts/token';
import { readConnections } from '@latchkey/local/connections';
import { presets } from '@latchkey/policy/presets';
import { firefox } from '@latchkey/testing/facts';
import type { Answer } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';
import pg from 'pg';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a login of another program (ASVS 5.0, V7.6)', () => {
  let latchkey: Latchkey;
  let tokens: pg.Client;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2' });
    tokens = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.tokens });
    await tokens.connect();
  }, 120_000);
  afterAll(async () => {
    await tokens?.end();
    await latchkey?.stop();
  });

  const begin = async () =>
    (
      await latchkey.ask('POST', '/oauth2/device_authorization', {
        headers: { ...form, 'user-agent': firefox },
        body: 'client_id=report-tool',
      })
    ).body;
  const decide = (token: string, userCode: string, approve: boolean) =>
    latchkey.ask('POST', `/v1/device-logins/${userCode}`, { token, body: { approve } });
  /** However often it was asked before. */
  async function poll(deviceCode: string): Promise<Answer> {
    await tokens.query(
      "UPDATE device_login SET polled_at = polled_at - interval '1 hour' WHERE device_code_hash = $1",
      [createHash('sha256').update(deviceCode).digest()],
    );
    const grant = 'urn:ietf:params:oauth:grant-type:device_code';
    return latchkey.ask('POST', '/oauth2/token', {
      headers: form,
      body: `grant_type=${grant}&client_id=report-tool&device_code=${deviceCode}`,
    });
  }

  it('ASVS 7.6.2 is made by an approval alone: not by a look at the page that shows who asks', async () => {
    const ada = await signUp(latchkey);
    const login = await begin();
    const cookie = `latchkey_session=${ada.token}`;
    const seen = await latchkey.ask('GET', `/v1/device-logins/${login.user_code}`, { cookie });
    expect(seen).toMatchObject({ status: 200, body: { status: 'pending', ipAddress: '127.0.0.1' } });
    expect(JSON.stringify(seen.body)).toContain('Firefox');
    const { pathname, search } = new URL(login.verification_uri_complete);
    expect(
      (await latchkey.ask('GET', pathname + search, { cookie, headers: { accept: 'text/html' } })).status,
    ).toBe(200);
    expect((await poll(login.device_code)).body.error).toBe('authorization_pending');

    // Nor by another site's page that sends the approval for them.
    const forged = await latchkey.ask('POST', `/v1/device-logins/${login.user_code}`, {
      cookie,
      headers: { origin: 'https://evil.example' },
      body: { approve: true },
    });
    expect(forged).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
    expect((await poll(login.device_code)).body.error).toBe('authorization_pending');

    expect((await decide(ada.token, login.user_code, true)).status).toBe(200);
    expect((await poll(login.device_code)).status).toBe(200);
  });

  /** As if so much time had gone by for it. */
  const age = (id: string, by: string) =>
    tokens.query(
      'UPDATE credential SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval, dies_at = dies_at - $2::interval WHERE id = $1',
      [id, by],
    );

  it('ASVS 7.6.1 lasts as it is written, and ends with what ends everything', async () => {
    const ada = await signUp(latchkey);
    const login = await begin();
    await decide(ada.token, login.user_code, true);
    const { body } = await poll(login.device_code);
    expect(body.expires_in).toBe(presets.default.sessions.cli.absoluteSeconds);
    const cli = { id: `ses_${parseToken(body.access_token)?.id}`, token: body.access_token as string };
    const alive = async (gateway: number) =>
      (await latchkey.ask('GET', '/v1/users/me', { token: cli.token, gateway })).status;
    await age(cli.id, '29 days 23 hours');
    expect(await alive(1)).toBe(200);
    await age(cli.id, '2 hours');
    expect(await alive(2)).toBe(401);

    const other = await begin();
    const token = await signIn(latchkey, ada);
    await decide(token, other.user_code, true);
    const second = (await poll(other.device_code)).body.access_token;
    expect((await latchkey.ask('GET', '/v1/users/me', { token: second })).status).toBe(200);
    await latchkey.ask('POST', '/v1/users/me/reset-authentication', { token, body: {} });
    expect((await latchkey.ask('GET', '/v1/users/me', { token: second })).status).toBe(401);
  });
});
