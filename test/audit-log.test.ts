import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '@latchkey/contracts/audit/entry';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { firefox } from '@latchkey/testing/facts';
import type { Ask } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp, trySignIn } from '@latchkey/testing/people';
import pg from 'pg';

type Account = Person & { id: string; token: string };

describe('the audit log', () => {
  let latchkey: Latchkey;
  let admin: string;
  let audit: pg.Client;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    audit = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.audit });
    await audit.connect();
  }, 120_000);
  afterAll(async () => {
    await audit?.end();
    await latchkey.stop();
  });

  const mine = (path = '') => `/v1/users/me${path}`;
  const read = (token: string, query = '', user = 'me') =>
    latchkey.ask('GET', `/v1/users/${user}/audit-log${query}`, { token });
  /** As `action outcome code`, oldest first, without the reading of the log itself. */
  async function entries(account: Account): Promise<AuditEntry[]> {
    const all: AuditEntry[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { status, body } = await read(account.token, `?limit=100${cursor && `&cursor=${cursor}`}`);
      expect(status).toBe(200);
      all.push(...body.items);
      cursor = body.nextCursor;
    }
    return all.filter(({ action }) => action !== 'audit_log.read').reverse();
  }
  const lines = async (account: Account) =>
    (await entries(account)).map(({ action, outcome, data }) =>
      `${action} ${outcome} ${data.code ?? ''}`.trim(),
    );

  /** Exactly these, in whatever order: also when everything else has arrived. */
  async function expectExactly(account: Account, wanted: string[]): Promise<void> {
    const all = ['user.create success', 'session.create success', ...wanted];
    await eventually(async () => expect((await lines(account)).sort()).toEqual(all.sort()));
    await latchkey.ask('GET', mine('/notifications'), { token: account.token });
    all.push('notification.list success');
    await eventually(async () => expect((await lines(account)).sort()).toEqual(all.sort()));
  }

  it('has one entry for each request whose body could not be read', async () => {
    const ada = await signUp(latchkey);
    const send = (path: string, headers: Record<string, string>, body: string) =>
      fetch(latchkey.origin() + path, { method: 'POST', headers, body });
    const json = { authorization: `Bearer ${ada.token}`, 'content-type': 'application/json' };
    expect((await send(mine('/api-keys'), json, '{"name":')).status).toBe(400);
    expect((await send(mine('/api-keys'), { ...json, 'content-type': 'text/xml' }, '<a/>')).status).toBe(415);
    expect((await send(mine('/api-keys'), json, `"${'a'.repeat(70_000)}"`)).status).toBe(413);
    // Nobody's: in the log, and in nobody's own.
    const headers = { 'content-type': 'application/json', 'user-agent': `nobody-${ada.handle}` };
    expect((await send('/v1/sessions', headers, '{')).status).toBe(400);
    await eventually(async () => {
      const { rows } = await audit.query(
        `SELECT user_id, action, outcome FROM audit_entry WHERE user_agent = $1`,
        [headers['user-agent']],
      );
      expect(rows).toEqual([{ user_id: null, action: 'session.create', outcome: 'denied' }]);
    });
    await expectExactly(ada, [
      'api_key.create denied malformed_json',
      'api_key.create denied unsupported_media_type',
      'api_key.create denied body_too_large',
    ]);
  });

  it('has one entry for each thing that was read, with who, whence and what', async () => {
    const ada = await signUp(latchkey);
    for (const path of ['', '/sessions', '/api-keys', '/notifications']) {
      const ask: Ask = {
        token: ada.token,
        headers: { 'user-agent': firefox, 'x-request-id': 'audit-me-0001' },
      };
      expect((await latchkey.ask('GET', mine(path), ask)).status).toBe(200);
    }
    await expectExactly(ada, [
      'user.read success',
      'session.list success',
      'api_key.list success',
      'notification.list success',
    ]);
    const log = await entries(ada);
    const { items } = (await latchkey.ask('GET', mine('/sessions'), { token: ada.token })).body;
    expect(log.find(({ action }) => action === 'session.list')).toEqual({
      id: expect.stringMatching(/^aud_[0-9A-Za-z]{20}$/),
      time: expect.any(String),
      action: 'session.list',
      outcome: 'success',
      actor: { id: ada.id, handle: ada.handle, credentialId: items[0].id, credentialKind: 'session' },
      ipAddress: '127.0.0.1',
      userAgent: firefox,
      target: { type: 'user', id: ada.id },
      data: { status: 200, code: null },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('has one entry for each change, told by what committed with it', async () => {
    const ada = await signUp(latchkey);
    const { token } = ada;
    await latchkey.ask('PATCH', mine(), { token, body: { name: 'Countess' } });
    const made = await latchkey.ask('POST', mine('/api-keys'), {
      token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    const { id } = made.body.apiKey;
    await latchkey.ask('PATCH', mine(`/api-keys/${id}`), { token, body: { name: 'deploy' } });
    await latchkey.ask('DELETE', mine(`/api-keys/${id}`), { token });
    const other = await latchkey.ask('POST', '/v1/sessions', {
      body: { identifier: ada.email, password: ada.password },
    });
    await latchkey.ask('DELETE', mine(`/sessions/${other.body.session.id}`), { token });
    const body = { currentPassword: ada.password, newPassword: 'Another-Lantern-2049-tide' };
    expect((await latchkey.ask('PUT', mine('/password'), { token, body })).status).toBe(200);
    await expectExactly(ada, [
      'user.update success',
      'api_key.create success',
      'api_key.update success',
      'api_key.delete success',
      'session.create success',
      'session.end success',
      'password.change success',
    ]);
    const told = JSON.stringify(await entries(ada));
    for (const secret of [ada.password, body.newPassword, made.body.token, ada.token])
      expect(told).not.toContain(secret);
  });

  it('has one entry for each refusal of somebody who is known', async () => {
    const ada = await signUp(latchkey);
    const made = await latchkey.ask('POST', mine('/api-keys'), {
      token: ada.token,
      body: { rights: ['RIGHT_USER_AUDIT_READ'] },
    });
    const key = made.body.token;
    const refused: [string, string, Ask][] = [
      ['GET', mine(), { token: key }],
      ['PATCH', mine(), { token: key, body: { name: 'Eve' } }],
      ['PATCH', mine(), { token: ada.token, body: { admin: true } }],
      ['POST', mine('/api-keys'), { token: ada.token, body: { rights: ['RIGHT_INTROSPECT'] } }],
      ['DELETE', mine('/sessions/nonsense'), { token: ada.token }],
      ['GET', '/v1/users', { token: ada.token }],
      ['PUT', mine('/password'), { token: ada.token, body: { currentPassword: 'wrong', newPassword: 'x' } }],
    ];
    for (const [method, path, ask] of refused) {
      expect((await latchkey.ask(method, path, ask)).status).toBeGreaterThanOrEqual(400);
    }
    await expectExactly(ada, [
      'api_key.create success',
      'user.read denied insufficient_rights',
      'user.update denied insufficient_rights',
      'user.update denied admin_only',
      'api_key.create denied right_not_held',
      'session.end denied not_found',
      'user.list denied admin_only',
      'password.change denied wrong_password',
    ]);
    const byKey = (await entries(ada)).find(({ data }) => data.code === 'insufficient_rights');
    expect(byKey?.actor).toMatchObject({ credentialId: made.body.apiKey.id, credentialKind: 'key' });
  });

  it('has one entry for each wrong password that somebody tried, and none for a name that nobody has', async () => {
    const ada = await signUp(latchkey);
    for (let i = 0; i < 6; i++) await trySignIn(latchkey, { handle: ada.handle, password: 'not it' });
    await expectExactly(
      ada,
      Array.from({ length: 6 }, () => 'session.create denied'),
    );
    const log = (await entries(ada)).filter(({ outcome }) => outcome === 'denied');
    const reasons = log.map(({ data }) => data.reason).sort();
    expect(reasons).toEqual([...Array(5).fill('invalid_credentials'), 'rate_limited']);
    for (const { actor, ipAddress, target } of log) {
      expect({ actor, ipAddress, target }).toEqual({
        actor: { id: null, handle: null, credentialId: null, credentialKind: null },
        ipAddress: '127.0.0.1',
        target: { type: 'user', id: ada.id },
      });
    }
  });

  it('is not there for a stranger, whose try is in the stranger’s own', async () => {
    const [ada, bob] = [await signUp(latchkey), await signUp(latchkey)];
    const [ofAda, ofNobody] = [
      await read(bob.token, '', ada.handle),
      await read(bob.token, '', 'nobody-here'),
    ];
    const { requestId: _, ...problem } = ofAda.body;
    expect([ofAda.status, ofNobody.body]).toEqual([404, { ...problem, requestId: expect.any(String) }]);
    const denied = async (account: Account) =>
      ((await read(account.token)).body.items as AuditEntry[]).filter(({ outcome }) => outcome === 'denied');
    await eventually(async () => expect(await denied(bob)).toHaveLength(2));
    expect(await denied(ada)).toEqual([]);
  });

  it('needs a right; with it a key may read it', async () => {
    const ada = await signUp(latchkey);
    for (const [right, status] of [
      ['RIGHT_USER_INFO', 403],
      ['RIGHT_USER_AUDIT_READ', 200],
    ] as const) {
      const body = { rights: [right] };
      const { body: key } = await latchkey.ask('POST', mine('/api-keys'), { token: ada.token, body });
      expect((await read(key.token)).status).toBe(status);
    }
  });

  it('tells its owner when an administrator reads it', async () => {
    const ada = await signUp(latchkey);
    expect((await read(admin, '', ada.handle)).status).toBe(200);
    await eventually(async () => {
      const { body } = await read(ada.token, '?action=audit_log.read');
      const actors = (body.items as AuditEntry[]).map(({ actor }) => actor.handle);
      expect(actors.filter((handle) => handle === 'admin')).toHaveLength(1);
    });
  });

  describe('is read', () => {
    it('by action and by time', async () => {
      const ada = await signUp(latchkey);
      for (const name of ['one', 'two', 'three']) {
        await latchkey.ask('PATCH', mine(), { token: ada.token, body: { name } });
      }
      const updates = async (query = '') =>
        (await read(ada.token, `?action=user.update${query}`)).body.items as AuditEntry[];
      await eventually(async () => expect(await updates()).toHaveLength(3));
      const [third, second, first] = (await updates()).map(({ time }) => time);
      expect(new Set([first, second, third]).size).toBe(3);
      expect(await updates(`&since=${second}`)).toHaveLength(2);
      expect(await updates(`&until=${second}`)).toHaveLength(1);
      expect(await updates(`&since=${second}&until=${third}`)).toHaveLength(1);
      expect((await read(ada.token, '?action=user.delete')).body.items).toEqual([]);
      for (const query of ['?since=yesterday', '?until=0000-01-01T00:00:00Z', '?actor=x']) {
        expect((await read(ada.token, query)).status).toBe(422);
      }
    });

    it('in pages, newest first, that what happens meanwhile does not shift', async () => {
      const ada = await signUp(latchkey);
      for (let i = 0; i < 5; i++)
        await latchkey.ask('PATCH', mine(), { token: ada.token, body: { name: `${i}` } });
      const page = async (cursor = '') =>
        (await read(ada.token, `?action=user.update&limit=2${cursor && `&cursor=${cursor}`}`)).body;
      await eventually(async () =>
        expect((await read(ada.token, '?action=user.update')).body.items).toHaveLength(5),
      );
      const seen: AuditEntry[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { items, nextCursor } = await page(cursor);
        seen.push(...items);
        cursor = nextCursor;
        await latchkey.ask('PATCH', mine(), { token: ada.token, body: { name: `meanwhile ${seen.length}` } });
      }
      expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
      const times = seen.map(({ time }) => time);
      expect(times).toEqual([...times].sort().reverse());
    });
  });
});
