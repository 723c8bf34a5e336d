import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';

type Headers = Record<string, string | string[]>;

interface Asked {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Headers;
  readonly body?: string;
}

const all = ['RIGHT_USER_INFO', 'RIGHT_USER_NOTIFICATIONS_READ'];

describe('verification for other programs', () => {
  let latchkey: Latchkey;
  let ada: Awaited<ReturnType<typeof signUp>>;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    ada = await signUp(latchkey);
  }, 120_000);
  afterAll(() => latchkey.stop());

  async function verify({ method = 'GET', query = '', headers = {}, body }: Asked = {}) {
    const sent = request(`${latchkey.origin()}/v1/auth/verify${query}`, { method, headers, agent: false });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const { date, 'x-request-id': requestId, ...rest } = response.headers;
    return { status: response.statusCode, requestId, headers: rest, body: await text(response) };
  }

  const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
  const newKey = async (rights: string[]) => {
    const body = { rights };
    const answer = await latchkey.ask('POST', '/v1/users/me/api-keys', { token: ada.token, body });
    expect(answer.status).toBe(201);
    return { id: answer.body.apiKey.id as string, token: answer.body.token as string };
  };

  it.each([
    ['', ''],
    ['with a right', '?right=RIGHT_USER_INFO'],
  ])('answers from the cache what it answered before, header by header %s', async (_, query) => {
    const { id, token } = await newKey(all);
    const first = await verify({ query, headers: bearer(token) });
    expect(first).toMatchObject({
      status: 204,
      body: '',
      headers: {
        'x-latchkey-user': ada.id,
        'x-latchkey-handle': ada.handle,
        'x-latchkey-credential': id,
        'x-latchkey-rights': all.join(' '),
        'cache-control': 'no-store',
      },
    });
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const { requestId, ...again } = await verify({ method, query, headers: bearer(token) });
      const { requestId: firstId, ...wanted } = first;
      expect({ method, ...again }).toEqual({ method, ...wanted });
      expect(requestId).not.toBe(firstId);
    }
    const named = await verify({ query, headers: { ...bearer(token), 'x-request-id': 'trace-me-0001' } });
    expect(named.requestId).toBe('trace-me-0001');
  });

  it('gives each of many who ask at once the answer to their own question', async () => {
    const keys = await Promise.all([newKey(all), newKey(all), newKey(['RIGHT_USER_SETTINGS_BASIC'])]);
    const [known, , narrow] = keys as [{ token: string }, { token: string }, { token: string }];
    for (const { token } of [known, narrow])
      expect((await verify({ headers: bearer(token) })).status).toBe(204);
    const right = '?right=RIGHT_USER_INFO';
    // From the cache, not yet in it, without the right, nobody's, no credential at all.
    const questions = Array.from({ length: 60 }, (_, i) => {
      const key = keys[i % 5];
      if (key) return { token: key.token, status: key.token === narrow.token ? 403 : 204, id: key.id };
      return { token: i % 5 === 3 ? `${known.token.slice(0, -1)}~` : undefined, status: 401, id: undefined };
    });
    const answers = await Promise.all(
      questions.map(({ token }) => verify({ query: right, headers: token ? bearer(token) : {} })),
    );
    expect(answers.map(({ status }) => status)).toEqual(questions.map(({ status }) => status));
    expect(answers.map(({ headers }) => headers['x-latchkey-credential'])).toEqual(
      questions.map(({ status, id }) => (status === 204 ? id : undefined)),
    );
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(questions.length);
  });

  it('gives each of many strangers to the cache the answer to their own question', async () => {
    const keys = await Promise.all(Array.from({ length: 12 }, () => newKey(all)));
    const ended = new Set(keys.filter((_, i) => i % 4 === 3).map(({ id }) => id));
    for (const id of ended)
      expect((await latchkey.ask('DELETE', `/v1/users/me/api-keys/${id}`, { token: ada.token })).status).toBe(
        204,
      );
    // Each three times, before any is known.
    const questions = [...keys, ...keys, ...keys];
    const answers = await Promise.all(questions.map(({ token }) => verify({ headers: bearer(token) })));
    expect(answers.map(({ headers }) => headers['x-latchkey-credential'] ?? null)).toEqual(
      questions.map(({ id }) => (ended.has(id) ? null : id)),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      questions.map(({ id }) => (ended.has(id) ? 401 : 204)),
    );
  });

  it('refuses from the cache as without it', async () => {
    const { token } = await newKey(all);
    for (const cached of [false, true]) {
      const asked = { query: '?right=RIGHT_USER_SETTINGS_BASIC', headers: bearer(token) };
      expect({ cached, status: (await verify(asked)).status }).toEqual({ cached, status: 403 });
      expect((await verify({ ...asked, query: '?right=nonsense' })).status).toBe(422);
      expect((await verify({ ...asked, query: '?right=RIGHT_USER_INFO&right=RIGHT_USER_INFO' })).status).toBe(
        422,
      );
      const both = { ...bearer(token), cookie: `latchkey_session=${ada.token}` };
      expect((await verify({ headers: both })).status).toBe(400);
      expect((await verify({ headers: { cookie: `latchkey_session=${token}` } })).status).toBe(401);
      expect((await verify({ headers: bearer(token) })).status).toBe(204);
    }
  });

  it('takes a browser’s cookie, from its own site’s pages', async () => {
    const cookie = { cookie: `latchkey_session=${ada.token}` };
    for (const _ of ['not cached', 'cached']) {
      const answer = await verify({ method: 'POST', headers: cookie });
      expect([answer.status, answer.headers['x-latchkey-user']]).toEqual([204, ada.id]);
      const elsewhere = { ...cookie, origin: 'https://evil.example' };
      expect((await verify({ method: 'POST', headers: elsewhere })).status).toBe(403);
    }
  });

  it.each<[string, Headers, string | undefined]>([
    [
      'of an upload that the proxy left out',
      { 'content-type': 'multipart/form-data; boundary=x' },
      undefined,
    ],
    ['of no length', { 'content-type': 'application/json', 'content-length': '0' }, undefined],
    ['that is no JSON', { 'content-type': 'application/json' }, '{'],
    ['of a foreign kind', { 'content-type': 'text/csv' }, 'a,b'],
    ['that is larger than any of ours', { 'content-type': 'application/json' }, ' '.repeat(200_000)],
  ])('does not care for a body %s', async (_, headers, body) => {
    const { token } = await newKey(all);
    for (const cached of [false, true]) {
      const sent = { ...bearer(token), ...headers };
      const answer = await verify({ method: 'POST', headers: sent, ...(body === undefined ? {} : { body }) });
      expect({ cached, status: answer.status }).toEqual({ cached, status: 204 });
    }
    const nobody = await verify({ method: 'POST', headers, ...(body === undefined ? {} : { body }) });
    expect(nobody.status).toBe(401);
  });

  it('is counted with all other requests', async () => {
    const { token } = await newKey(all);
    const counted = async () => {
      const metrics = await (await fetch(`${latchkey.origin()}/metrics`)).text();
      const line = /^\S*_count\{[^}]*route="\/v1\/auth\/verify"[^}]*status="204"[^}]*\} (\d+)$/gm;
      return [...metrics.matchAll(line)].reduce((sum, [, count]) => sum + Number(count), 0);
    };
    await verify({ headers: bearer(token) });
    const before = await counted();
    await verify({ headers: bearer(token) });
    await verify({ headers: bearer(token) });
    expect((await counted()) - before).toBe(2);
  });

  it('shows an operator how many credentials are cached, and that they may be', async () => {
    const { token } = await newKey(all);
    await verify({ headers: bearer(token) });
    const metrics = await (await fetch(`${latchkey.origin()}/metrics`)).text();
    const value = (name: string) =>
      Number(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'm').exec(metrics)?.[1]);
    expect(value('latchkey_credential_cache_entries')).toBeGreaterThan(0);
    expect(value('latchkey_credential_cache_lease')).toBe(1);
  });

  it('refuses a key on the very request after its end, cached as it was', async () => {
    const { id, token } = await newKey(all);
    await verify({ headers: bearer(token) });
    expect((await verify({ headers: bearer(token) })).status).toBe(204);
    const ended = await latchkey.ask('DELETE', `/v1/users/me/api-keys/${id}`, { token: ada.token });
    expect([ended.status, (await verify({ headers: bearer(token) })).status]).toEqual([204, 401]);
  });
});
