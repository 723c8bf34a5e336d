import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ask } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp, somebody } from '@latchkey/testing/people';

/** Differs from answer to answer whatever was asked, and is as long every time. */
const varies = new Set(['date', 'x-request-id']);
const none = '0'.repeat(20);

describe('whether something exists', () => {
  let latchkey: Latchkey;
  let ada: Awaited<ReturnType<typeof signUp>>;
  let bob: Awaited<ReturnType<typeof signUp>>;
  beforeAll(async () => {
    // Limits on: their headers are part of what could tell.
    latchkey = await Latchkey.borrow({ LATCHKEY_RATE_LIMITS: 'on' });
    [ada, bob] = [await signUp(latchkey), await signUp(latchkey)];
  }, 120_000);
  afterAll(() => latchkey.stop());

  /** Every byte of an answer, but those of clocks, counters and the id of the request. */
  async function bytes(method: string, path: string, it: Ask = {}): Promise<string> {
    const { status, headers, body } = await latchkey.ask(method, path, it);
    const lines = [...headers]
      .filter(([name]) => !varies.has(name))
      .map(([name, value]) =>
        name === 'ratelimit' || name === 'retry-after' ? [name, value.replace(/\d+/g, 'n')] : [name, value],
      );
    const text = JSON.stringify(body).replace(/req_[0-9A-Za-z]{20}/, 'req');
    return JSON.stringify([status, lines, text]);
  }

  it('I04 is told by no byte of a refused sign-in', async () => {
    const signIn = (identifier: string) =>
      bytes('POST', '/v1/sessions', { body: { identifier, password: 'not it at all', transport: 'bearer' } });
    const unknown = await signIn(somebody().handle);
    expect(unknown).toContain('invalid_credentials');
    for (const identifier of [ada.handle, ada.email, somebody().email, ada.id, 'admin'])
      expect([identifier, await signIn(identifier)]).toEqual([identifier, unknown]);
  });

  it('I04 is told by no length, ETag, limit or condition of another’s account', async () => {
    const { headers } = await latchkey.ask('GET', `/v1/users/${bob.id}`, { token: bob.token });
    const etag = headers.get('etag') as string;
    const own = await latchkey.ask('PATCH', '/v1/users/me', {
      token: bob.token,
      body: { name: 'x' },
      headers: { 'if-match': '"another"' },
    });
    expect([etag.startsWith('"'), own.status]).toEqual([true, 412]);
    for (const more of ['api-keys', 'sessions', 'audit-log', 'notifications']) {
      const look = (user: string, conditions: Record<string, string>) =>
        bytes('GET', `/v1/users/${user}/${more}`, { token: ada.token, headers: conditions });
      for (const conditions of [
        {},
        { 'if-none-match': etag },
        { 'if-none-match': '*' },
        { 'if-match': etag },
      ]) {
        const absent = await look(`usr_${none}`, conditions as Record<string, string>);
        expect(absent).toMatch(/^\[404,/);
        expect(await look(bob.id, conditions as Record<string, string>)).toBe(absent);
      }
    }
    const write = (user: string) =>
      bytes('PATCH', `/v1/users/${user}`, {
        token: ada.token,
        body: { name: 'x' },
        headers: { 'if-match': etag },
      });
    expect(await write(bob.id)).toBe(await write(`usr_${none}`));
  });

  it('I04 is told by no byte of a refused token, whatever of it is known', async () => {
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: bob.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    const { apiKey, token } = made.body;
    expect((await latchkey.ask('GET', '/v1/auth/verify', { token })).status).toBe(204);
    const path = `/v1/users/me/api-keys/${apiKey.id}`;
    expect((await latchkey.ask('DELETE', path, { token: bob.token })).status).toBe(204);
    for (const at of ['/v1/auth/verify', '/v1/users/me', path]) {
      const unknown = await bytes('GET', at, { token: 'nobody' });
      expect(unknown).toMatch(/^\[401,/);
      for (const guess of [token, token.slice(0, -1), `${token.slice(0, 28)}${'A'.repeat(49)}`])
        expect(await bytes('GET', at, { token: guess })).toBe(unknown);
    }
  });

  it('I04 is told by no byte of the end of a token that never was', async () => {
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: bob.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    const { token } = made.body;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const end = (text: string) => bytes('POST', '/oauth2/revoke', { headers: form, body: `token=${text}` });
    const report = (text: string) =>
      bytes('POST', '/v1/credentials/revoke', { body: { credentials: [text] } });
    const [nothing, nobody] = [await end('nobody'), await report('nobody')];
    expect(await end(token)).toBe(nothing);
    expect((await latchkey.ask('GET', '/v1/users/me', { token })).status).toBe(401);
    expect(await end(token)).toBe(nothing);
    expect(await report(token)).toBe(nobody);
  });
});
