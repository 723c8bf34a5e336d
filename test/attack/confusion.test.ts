import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@latchkey/database/database.module';
import { readConnections } from '@latchkey/local/connections';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';
import { EntitySchema } from 'typeorm';
import { inventory } from './matrix-routes.js';
import { type Lines, sendLines } from './wire.js';

const info = { rights: ['RIGHT_USER_INFO'] };
const none = '0'.repeat(20);

/** What each route below `/v1/users/{user}` is asked; with a body that would be taken from its owner. */
const bodies: Readonly<Record<string, unknown>> = {
  'user.update': { name: 'Mallory' },
  'password.change': { currentPassword: 'whatever it is', newPassword: 'Quiet-Harbour-Mallory-7' },
  'deletion.delete': { confirm: 'mallory' },
  'apiKey.create': info,
  'apiKey.update': { name: 'Mallory' },
  'apiKey.rotate': {},
  'credential.reset': {},
  'notification.update': { status: 'seen' },
};

describe('one for another', () => {
  let latchkey: Latchkey;
  let ada: Awaited<ReturnType<typeof signUp>>;
  let bob: Awaited<ReturnType<typeof signUp>>;
  let bobsKey: { id: string; token: string };
  let bobsSession: string;

  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    [ada, bob] = [await signUp(latchkey), await signUp(latchkey)];
    bobsKey = await newKey(bob.token);
    const sessions = await latchkey.ask('GET', '/v1/users/me/sessions', { token: bob.token });
    bobsSession = sessions.body.items[0].id;
  }, 120_000);
  afterAll(() => latchkey.stop());

  async function newKey(token: string) {
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', { token, body: info });
    expect(made.status).toBe(201);
    return { id: made.body.apiKey.id as string, token: made.body.token as string };
  }
  /** All of an answer but what differs between any two. */
  async function whole(method: string, path: string, body?: unknown) {
    const { status, headers, body: told } = await latchkey.ask(method, path, { token: ada.token, body });
    const { requestId: _, ...rest } = told;
    const kept = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
    return { status, headers: kept, body: rest };
  }
  const bobIsUnharmed = async () => {
    const [session, key] = await Promise.all(
      [bob.token, bobsKey.token].map((token) => latchkey.ask('GET', '/v1/users/me', { token })),
    );
    expect([session?.status, session?.body.name, key?.status]).toEqual([200, 'Ada', 200]);
  };

  it('Z02 another’s account is as absent as one that never was, on every route', async () => {
    const routes = (await inventory()).filter(
      ({ url, operationId }) => url.startsWith('/v1/users/{user}') && operationId !== 'user.get',
    );
    expect(routes.length).toBeGreaterThan(14);
    for (const { method, url, operationId } of routes) {
      const at = (user: string, ids = [bobsSession, bobsKey.id]) =>
        url
          .replace('{user}', user)
          .replace('{session}', ids[0] as string)
          .replace(/\{(apiKey|key)\}/, ids[1] as string)
          .replace('{notification}', `ntf_${none}`);
      expect(at('me')).not.toContain('{');
      const body = bodies[operationId];
      const absent = await whole(method, at(`usr_${none}`, [`ses_${none}`, `key_${none}`]), body);
      expect([operationId, absent.status, absent.body.code]).toEqual([operationId, 404, 'not_found']);
      for (const user of [bob.id, bob.handle, 'admin'])
        expect({ operationId, ...(await whole(method, at(user), body)) }).toEqual({ operationId, ...absent });
    }
    await bobIsUnharmed();
  });

  it('Z02 another’s key or session below one’s own account is as absent as a deleted one, or none', async () => {
    const gone = await newKey(ada.token);
    const keys = '/v1/users/me/api-keys';
    expect((await whole('GET', `${keys}/${gone.id}`)).status).toBe(200);
    expect((await latchkey.ask('DELETE', `${keys}/${gone.id}`, { token: ada.token })).status).toBe(204);
    for (const [method, more, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'Mallory' }],
      ['DELETE', '', undefined],
      ['POST', '/rotate', {}],
    ] as const) {
      const absent = await whole(method, `${keys}/key_${none}${more}`, body);
      expect([method, absent.status]).toEqual([method, 404]);
      for (const id of [bobsKey.id, gone.id])
        expect({ method, ...(await whole(method, `${keys}/${id}${more}`, body)) }).toEqual({
          method,
          ...absent,
        });
    }
    const sessions = '/v1/users/me/sessions';
    const absent = await whole('DELETE', `${sessions}/ses_${none}`);
    expect(absent.status).toBe(404);
    for (const id of [bobsSession, bobsKey.id.replace('key_', 'ses_')])
      expect(await whole('DELETE', `${sessions}/${id}`)).toEqual(absent);
    await bobIsUnharmed();
  });

  it.each([
    'undefined',
    'null',
    'NaN',
    '0',
    '%20',
    '*',
    '%25',
    '[]',
    '{}',
    'true',
    "'%20OR%201=1--",
    `${none},me`,
  ])('Z03 an id of "%s" finds nothing', async (id) => {
    for (const [method, path] of [
      ['GET', `/v1/users/${id}`],
      ['GET', `/v1/users/${id}/api-keys`],
      ['GET', `/v1/users/me/api-keys/${id}`],
      ['DELETE', `/v1/users/me/api-keys/${id}`],
      ['DELETE', `/v1/users/me/sessions/${id}`],
      ['GET', `/v1/device-logins/${id}`],
    ] as const) {
      const answer = await whole(method, path);
      expect([path, [404, 422, 429].includes(answer.status)]).toEqual([path, true]);
      expect(answer.body.id ?? answer.body.items ?? answer.body.userCode).toBeUndefined();
    }
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).body.id).toBe(ada.id);
  });

  it('Z03 a member that is missing, null or a list names nobody', async () => {
    for (const identifier of [undefined, null, '', [], [ada.handle], {}, { $ne: null }, true, 0]) {
      const body = { identifier, password: ada.password, transport: 'bearer' };
      const refused = await latchkey.ask('POST', '/v1/sessions', { body });
      expect([identifier, refused.status >= 400 && refused.status < 500]).toEqual([identifier, true]);
      expect(refused.body.token).toBeUndefined();
    }
    const filters = ['action=null', 'action[]=x', 'since=undefined', 'user=', 'userId=*'];
    for (const filter of filters) {
      const log = await whole('GET', `/v1/users/me/audit-log?${filter}`);
      const rows = (log.body.items ?? []) as { actor: { id: string } }[];
      expect([filter, rows.filter(({ actor }) => actor.id !== ada.id)]).toEqual([filter, []]);
    }
  });

  it('Z03 a search without its value throws, and does not find the first row', async () => {
    const Account = new EntitySchema<{ user_id: string }>({
      name: 'account',
      columns: { user_id: { type: 'text', primary: true } },
    });
    const { databases } = readConnections(latchkey.dataDir);
    const db = await openDatabase({
      url: databases.tokens,
      poolSize: 4,
      applicationName: 'attack',
      entities: [Account],
      migrations: [],
    });
    expect(await db.manager.findOneBy(Account, { user_id: ada.id })).toEqual({ user_id: ada.id });
    for (const value of [undefined, null])
      await expect(db.manager.findOneBy(Account, { user_id: value as never })).rejects.toThrow(/where/i);
    await db.destroy();
  });

  describe('in headers', () => {
    const claims: Lines = [
      ...['X-Latchkey-User', 'x_latchkey_user', 'X-LATCHKEY-USER', 'X-Forwarded-User', 'Remote-User'].map(
        (name) => [name, 'usr_of_bob'] as const,
      ),
      ['X-Latchkey-Handle', 'admin'],
      ['X-Latchkey-Rights', 'RIGHT_USER_ALL'],
      ['X-Latchkey-Credential', 'ses_x'],
      ['X-Client-Cert', 'CN=admin'],
    ];
    const hops = ['authorization', 'cookie', 'x-latchkey-user', 'x-latchkey-rights', 'host'];

    it('Z08 an identity that a client claims is nobody’s', async () => {
      for (const lines of [
        claims,
        [...claims, ...claims],
        [...claims, ['Connection', hops.join(', ')] as const],
      ]) {
        for (const path of ['/v1/users/me', '/v1/auth/verify', `/v1/users/${bob.id}/api-keys`]) {
          const refused = await sendLines(latchkey.origin() + path, lines);
          expect([path, refused.status]).toEqual([path, 401]);
        }
      }
    });

    it('Z08 an identity that a client claims changes nothing of its own', async () => {
      const { id, token } = await newKey(ada.token);
      const own: Lines = [['Authorization', `Bearer ${token}`]];
      for (const more of [[], claims, ...hops.map((hop) => [...claims, ['Connection', hop] as const])]) {
        for (const lines of [
          [...own, ...more],
          [...more, ...own],
        ]) {
          const { status, headers } = await sendLines(`${latchkey.origin()}/v1/auth/verify`, lines);
          expect(status).toBe(204);
          expect(headers).toMatchObject({
            'x-latchkey-user': ada.id,
            'x-latchkey-handle': ada.handle,
            'x-latchkey-credential': id,
            'x-latchkey-rights': 'RIGHT_USER_INFO',
          });
          const closed = await sendLines(`${latchkey.origin()}/v1/users/me/sessions`, lines);
          expect(closed.status).toBe(403);
        }
      }
    });
  });

  /** The status of a request written byte by byte, as no client would. */
  const raw = (header: Buffer): Promise<number> =>
    new Promise((resolve, reject) => {
      const socket = connect(latchkey.ports.gateway, '127.0.0.1', () => {
        socket.write('GET /v1/users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n');
        socket.write(Buffer.concat([header, Buffer.from('\r\n\r\n')]));
      });
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      socket.on('close', () => resolve(Number(Buffer.concat(chunks).toString('latin1').slice(9, 12))));
    });

  it('Z09 a credential with any one byte corrupted is refused: never nobody, never an error of ours', async () => {
    const places = { 'Authorization: Bearer ': ada.token, 'Cookie: latchkey_session=': ada.token };
    for (const [name, token] of Object.entries(places)) {
      expect(await raw(Buffer.from(name + token))).toBe(200);
      const tries = Array.from({ length: 256 }, (_, byte) => byte).flatMap((byte) =>
        [0, 7, 40, 76].map((at) => ({ byte, at: name.length + at })),
      );
      const wrong: unknown[] = [];
      for (let i = 0; i < tries.length; i += 64) {
        const some = tries.slice(i, i + 64).map(async ({ byte, at }) => {
          const bytes = Buffer.from(name + token);
          if (bytes[at] === byte) return;
          bytes[at] = byte;
          const status = await raw(bytes);
          if (![400, 401].includes(status)) wrong.push({ name, byte, at, status });
        });
        await Promise.all(some);
      }
      expect(wrong).toEqual([]);
    }
  });
});
