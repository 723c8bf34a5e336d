import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Nginx, startNginx } from '@latchkey/testing/nginx';
import { signUp } from '@latchkey/testing/people';

const asks = 'RIGHT_USER_AUDIT_READ';

/** What an operator writes: nginx asks Latchkey before each request, and tells the program behind it who came. */
const guarded = (latchkey: string, upstream: string) => `
  location / {
    auth_request /latchkey;
    auth_request_set $latchkey_user $upstream_http_x_latchkey_user;
    auth_request_set $latchkey_handle $upstream_http_x_latchkey_handle;
    auth_request_set $latchkey_credential $upstream_http_x_latchkey_credential;
    auth_request_set $latchkey_rights $upstream_http_x_latchkey_rights;
    proxy_set_header X-Latchkey-User $latchkey_user;
    proxy_set_header X-Latchkey-Handle $latchkey_handle;
    proxy_set_header X-Latchkey-Credential $latchkey_credential;
    proxy_set_header X-Latchkey-Rights $latchkey_rights;
    proxy_set_header Authorization "";
    proxy_pass ${upstream};
  }
  location = /latchkey {
    internal;
    proxy_pass ${latchkey}/v1/auth/verify?right=${asks};
    proxy_pass_request_body off;
    proxy_set_header Content-Length "";
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
  }`;

interface Came {
  readonly from?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly body?: string;
}

/** From an address of our choice: all of 127/8 is this machine. */
async function send(
  url: string,
  { from = '127.0.0.1', token, headers = {}, method = 'GET', body }: Came = {},
) {
  const sent = request(url, {
    method,
    localAddress: from,
    agent: false,
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

describe('a program behind nginx', () => {
  let latchkey: Latchkey;
  let upstream: Server;
  let nginx: Nginx;
  let ada: Awaited<ReturnType<typeof signUp>>;
  /** What reached the program. */
  let reached: IncomingHttpHeaders[] = [];

  beforeAll(async () => {
    latchkey = await Latchkey.start({ LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' });
    upstream = createServer(async (incoming, answer) => {
      reached.push(incoming.headers);
      answer.end(`${incoming.method} ${await text(incoming)}`);
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const { port } = upstream.address() as AddressInfo;
    nginx = await startNginx(guarded(latchkey.origin(), `http://127.0.0.1:${port}`));
    ada = await signUp(latchkey);
    reached = [];
  }, 120_000);
  afterAll(async () => {
    await nginx?.stop();
    upstream?.close();
    await latchkey?.stop();
  });

  const site = () => `http://127.0.0.1:${nginx.port}/report`;
  const newKey = async (changes: object = {}) => {
    const answer = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { name: 'report', rights: [asks], ...changes },
    });
    expect(answer.status).toBe(201);
    return { id: answer.body.apiKey.id as string, token: answer.body.token as string };
  };

  it('is reached with a good key, and told whose it is', async () => {
    const { id, token } = await newKey();
    const answer = await send(site(), { token, method: 'POST', body: 'figures' });
    expect(answer).toMatchObject({ status: 200, body: 'POST figures' });
    expect(reached.at(-1)).toMatchObject({
      'x-latchkey-user': ada.id,
      'x-latchkey-handle': ada.handle,
      'x-latchkey-credential': id,
      'x-latchkey-rights': asks,
    });
    // The key itself stays in front.
    expect(reached.at(-1)).not.toHaveProperty('authorization');
  });

  it('Z08 never hears what a client says of itself', async () => {
    const { id, token } = await newKey();
    const headers = {
      'x-latchkey-user': 'usr_00000000000000000000',
      'X-LATCHKEY-HANDLE': 'admin',
      'x-latchkey-credential': 'ses_00000000000000000000',
      'x-latchkey-rights': 'RIGHT_USER_ALL',
    };
    expect((await send(site(), { token, headers })).status).toBe(200);
    const heard = Object.entries(reached.at(-1) ?? {}).filter(([name]) => name.startsWith('x-latchkey'));
    expect(Object.fromEntries(heard)).toEqual({
      'x-latchkey-user': ada.id,
      'x-latchkey-handle': ada.handle,
      'x-latchkey-credential': id,
      'x-latchkey-rights': asks,
    });
  });

  it('is not reached without a key, with a wrong one, or with one that lacks the right', async () => {
    const { token } = await newKey();
    const { token: narrow } = await newKey({ rights: ['RIGHT_USER_INFO'] });
    const wrong = `${token.slice(0, -8)}00000000`;
    const before = reached.length;
    const answers = [
      await send(site()),
      await send(site(), { token: wrong }),
      await send(site(), { token: narrow }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 403]);
    expect(answers.map((answer) => answer.headers['www-authenticate'])).toEqual([
      'Bearer',
      'Bearer error="invalid_token"',
      undefined,
    ]);
    expect(reached).toHaveLength(before);
  });

  it('is closed to a key from the very request after its end', async () => {
    const { id, token } = await newKey();
    expect((await send(site(), { token })).status).toBe(200);
    const ended = await latchkey.ask('DELETE', `/v1/users/me/api-keys/${id}`, { token: ada.token });
    const before = reached.length;
    expect([ended.status, (await send(site(), { token })).status]).toEqual([204, 401]);
    expect(reached).toHaveLength(before);
  });

  it('is reached from the addresses of a key, and no others, as nginx sees them', async () => {
    const { token } = await newKey({ allowedCidrs: ['127.0.0.40/29'] });
    const status = async (it: Came) => (await send(site(), { token, ...it })).status;
    expect(await status({ from: '127.0.0.41' })).toBe(200);
    expect(await status({ from: '127.0.0.60' })).toBe(401);
    // nginx appends the address that it sees; what the client wrote before counts for nothing.
    expect(await status({ from: '127.0.0.60', headers: { 'x-forwarded-for': '127.0.0.41' } })).toBe(401);
    expect(await status({ from: '127.0.0.41', headers: { 'x-forwarded-for': '127.0.0.60' } })).toBe(200);
  });

  it('a forwarded address counts from the trusted proxy alone', async () => {
    const { token } = await newKey({ rights: ['RIGHT_USER_INFO'], allowedCidrs: ['127.0.0.40/29'] });
    const me = `${latchkey.origin()}/v1/users/me`;
    const forged = { token, headers: { 'x-forwarded-for': '127.0.0.41' } };
    expect((await send(me, { ...forged, from: '127.0.0.60' })).status).toBe(401);
    expect((await send(me, { ...forged, from: '127.0.0.1' })).status).toBe(200);
    expect((await send(me, { token, from: '127.0.0.1' })).status).toBe(401);
  });
});
