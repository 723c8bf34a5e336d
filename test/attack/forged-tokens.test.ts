import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatToken, parseToken, type TokenKind } from '@latchkey/contracts/token';
import { readConnections } from '@latchkey/local/connections';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';
import pg from 'pg';
import { lookUps } from './wire.js';

const part = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const jwt = (header: object, claims: object, sign: (input: string) => string) => {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${sign(input)}`;
};
const hs256 = (key: string | Buffer) => (input: string) =>
  createHmac('sha256', key).update(input).digest('base64url');
const unsigned = () => '';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const es256 = (input: string) =>
  createSign('sha256').update(input).sign({ key: pair.privateKey, dsaEncoding: 'ieee-p1363' }, 'base64url');
const publicKey = createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' }).toString();
const jwk = { ...createPublicKey(pair.privateKey).export({ format: 'jwk' }), kid: 'a' };

/** There is no JWT in Latchkey: its tokens mean nothing by themselves, and whatever else comes is nobody's. */
describe('a forged token', () => {
  let latchkey: Latchkey;
  let tokens: pg.Client;
  let ada: Awaited<ReturnType<typeof signUp>>;
  let introspector: string;
  let claims: Record<string, unknown>;

  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    tokens = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.tokens });
    await tokens.connect();
    ada = await signUp(latchkey);
    const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    introspector = (await newKey(admin, ['RIGHT_INTROSPECT'])).token;
    claims = {
      iss: `http://localhost:${latchkey.ports.gateway}`,
      aud: `http://localhost:${latchkey.ports.gateway}`,
      sub: ada.id,
      userId: ada.id,
      admin: true,
      scope: 'RIGHT_USER_ALL',
      iat: Math.floor(Date.now() / 1000),
      exp: Math.floor(Date.now() / 1000) + 3600,
    };
  }, 120_000);
  afterAll(async () => {
    await tokens.end();
    await latchkey.stop();
  });

  async function newKey(by: string, rights = ['RIGHT_USER_INFO'], more: object = {}) {
    const body = { rights, ...more };
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', { token: by, body });
    expect(made.status).toBe(201);
    return { id: made.body.apiKey.id as string, token: made.body.token as string };
  }
  const alive = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;

  /** Wherever a token may stand: what each place answers. */
  async function everywhere(token: string): Promise<unknown[]> {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const cookie = `latchkey_session=${token}`;
    const told = await latchkey.ask('POST', '/oauth2/introspect', {
      token: introspector,
      headers: form,
      body: `token=${encodeURIComponent(token)}`,
    });
    const doors = [
      latchkey.ask('GET', '/v1/users/me', { token }),
      latchkey.ask('GET', '/v1/auth/verify', { token }),
      latchkey.ask('POST', '/v1/users/me/api-keys', { token, body: { rights: ['RIGHT_USER_INFO'] } }),
      latchkey.ask('GET', '/v1/users/me', { cookie }),
      latchkey.ask('GET', '/v1/auth/verify', { cookie }),
    ];
    return [...(await Promise.all(doors)).map(({ status }) => status), told.body];
  }
  const nobodys = [401, 401, 401, 401, 401, { active: false }];

  /** Each is nobody's, and is not even looked up. */
  async function expectUnknown(forged: readonly string[]): Promise<void> {
    // The introspector's key is in the cache, so that only the forged ones could be asked about.
    expect(await everywhere('warm')).toEqual(nobodys);
    const proofs: unknown[] = [];
    const verified = await lookUps(latchkey, async () => {
      for (const token of forged) proofs.push([token, await everywhere(token)]);
    });
    expect(proofs).toEqual(forged.map((token) => [token, nobodys]));
    // An introspection crosses the bus with a proof of null; it is the one question for each.
    expect(verified).toBe(forged.length);
  }

  it('that looks like a genuine one is looked up: what is counted here is real', async () => {
    const { token } = await newKey(ada.token);
    const parts = parseToken(token);
    const guess = formatToken({ ...(parts as NonNullable<typeof parts>), secret: 'A'.repeat(43) });
    const count = await lookUps(latchkey, async () => expect(await alive(guess)).toBe(401));
    expect(count).toBe(1);
    const own = await lookUps(latchkey, async () => expect(await alive(token)).toBe(200));
    expect(own).toBe(1);
  });

  it('Z12 ASVS 9.1.1 with any letter of a genuine one changed is nobody’s', async () => {
    const { token } = await newKey(ada.token);
    expect(await alive(token)).toBe(200);
    const flipped = [...token].map((letter, i) => {
      const other = letter === 'A' ? 'B' : 'A';
      return token.slice(0, i) + other + token.slice(i + 1);
    });
    expect(new Set([token, ...flipped]).size).toBe(78);
    let statuses: number[] = [];
    const asked = await lookUps(latchkey, async () => {
      statuses = await Promise.all(flipped.map(alive));
    });
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(asked).toBe(0);
    const signed = jwt({ alg: 'HS256', typ: 'JWT' }, claims, hs256('secret'));
    await expectUnknown([signed, `${signed}A`, signed.replace('.', '..'), signed.slice(0, -1)]);
  });

  it('Z13 ASVS 9.1.2 with no algorithm, or another one than its key is for, is nobody’s', async () => {
    const none = ['none', 'None', 'nOnE', 'NONE', '', null].map((alg) =>
      jwt({ alg, typ: 'JWT' }, claims, unsigned),
    );
    const keys = ['', '\0', 'secret', 'latchkey', publicKey, publicKey.trim(), ada.id, latchkey.dataDir];
    const swapped = keys.map((key) => jwt({ alg: 'HS256', typ: 'JWT' }, claims, hs256(key)));
    await expectUnknown([
      ...none,
      ...swapped,
      jwt({ typ: 'JWT' }, claims, unsigned),
      jwt({ alg: 'ES256', typ: 'JWT' }, claims, hs256(publicKey)),
      jwt({ alg: 'HS256', crit: ['exp'], exp: true }, claims, hs256('secret')),
      jwt({ alg: 'HS256', b64: false, crit: ['b64'] }, claims, hs256('secret')),
    ]);
  });

  it('Z14 ASVS 9.1.3 that brings its own key, or says where to find it, is nobody’s, and nothing is fetched', async () => {
    const fetched: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      fetched.push(request.url);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    }).listen(0, '127.0.0.1');
    server.unref();
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    expect((await fetch(url)).status).toBe(200);
    const kids = ['../../../../dev/null', "x' UNION SELECT 'secret' --", '/proc/self/environ', url];
    await expectUnknown([
      ...[{ jku: url }, { x5u: url }, { jwk }, { jku: url, kid: 'a' }, { x5c: [publicKey] }].map((more) =>
        jwt({ alg: 'ES256', typ: 'JWT', ...more }, claims, es256),
      ),
      jwt({ alg: 'ES256' }, { ...claims, iss: url }, es256),
      ...kids.map((kid) => jwt({ alg: 'HS256', kid }, claims, hs256(kid.startsWith('x') ? 'secret' : ''))),
    ]);
    expect(fetched).toEqual(['/keys']);
    server.close();
  });

  it('Z15 ASVS 9.2.1 without an end, or with any that it likes, is nobody’s', async () => {
    const now = Math.floor(Date.now() / 1000);
    const ends = [
      {},
      { exp: now - 60 },
      { exp: now + 315_360_000 },
      { exp: String(now + 3600) },
      { exp: null },
      { exp: 1e308, nbf: now + 3600 },
      { iat: now + 3600, exp: now + 7200 },
    ];
    const { exp: _, iat: __, ...endless } = claims;
    await expectUnknown(
      ends.map((end) => jwt({ alg: 'HS256', typ: 'JWT' }, { ...endless, ...end }, hs256('secret'))),
    );
  });

  it('ASVS 9.2.1 genuine, but over by the database’s clock, is nobody’s, whatever was cached', async () => {
    const [fresh, cached] = [
      await newKey(ada.token),
      await newKey(ada.token, ['RIGHT_USER_INFO'], { expiresInDays: 1 }),
    ];
    expect(await alive(cached.token)).toBe(200);
    await tokens.query(`UPDATE credential SET dies_at = clock_timestamp() WHERE id = $1`, [fresh.id]);
    expect(await everywhere(fresh.token)).toEqual(nobodys);
    const path = `/v1/users/me/api-keys/${cached.id}`;
    const gone = await latchkey.ask('DELETE', path, { token: ada.token });
    expect([gone.status, await everywhere(cached.token)]).toEqual([204, nobodys]);
  });

  it('Z16 ASVS 9.2.2 that was made for something else opens nothing', async () => {
    const { id, token } = await newKey(ada.token, ['RIGHT_USER_ALL']);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body: login } = await latchkey.ask('POST', '/oauth2/device_authorization', {
      headers: form,
      body: 'client_id=attack',
    });
    expect(login.device_code).toHaveLength(43);
    const { nats, redis } = readConnections(latchkey.dataDir);
    const internal = [...Object.values(nats), redis].map((url) => new URL(url).password);
    await expectUnknown([
      login.device_code,
      login.user_code,
      id,
      ada.id,
      token.slice(28),
      token.slice(28, 71),
      ada.password,
      ...internal,
      jwt({ alg: 'HS256', typ: 'at+jwt' }, claims, hs256('secret')),
      jwt({ alg: 'HS256', typ: 'id_token' }, { ...claims, token_use: 'id' }, hs256('secret')),
    ]);
    expect(await alive(token)).toBe(200);
    // A key is no browser's session, in whatever place it stands.
    const asCookie = await latchkey.ask('GET', '/v1/users/me', { cookie: `latchkey_session=${token}` });
    expect(asCookie.status).toBe(401);
  });

  it('ASVS 9.2.4 says in its text what it is for, and is nothing under another kind', async () => {
    const key = await newKey(ada.token);
    for (const [kind, token] of [
      ['ses', ada.token],
      ['key', key.token],
    ] as const) {
      const parts = parseToken(token);
      expect([parts?.kind, await alive(token)]).toEqual([kind, 200]);
      const others = (['ses', 'cli', 'key'] as TokenKind[]).filter((other) => other !== kind);
      for (const other of others) {
        const renamed = formatToken({ ...(parts as NonNullable<typeof parts>), kind: other });
        expect([other, await everywhere(renamed)]).toEqual([other, nobodys]);
      }
    }
  });

  it('ASVS 9.2.3 ASVS 10.3.1 genuine at one Latchkey is nobody’s at another', async () => {
    const elsewhere = await Latchkey.borrow({ LATCHKEY_POLICY: 'steampipe' });
    const eve = await signUp(elsewhere);
    const made = await elsewhere.ask('POST', '/v1/users/me/api-keys', { token: eve.token, body: {} });
    for (const token of [eve.token, made.body.token as string]) {
      expect((await elsewhere.ask('GET', '/v1/users/me', { token })).status).toBe(200);
      expect(await everywhere(token)).toEqual(nobodys);
    }
    await elsewhere.stop();
  }, 60_000);
});
