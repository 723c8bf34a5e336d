import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';
import { askForReset } from '@latchkey/testing/reset-link';
import { ServiceDatabases } from '@latchkey/testing/service-databases';

type User = Person & { readonly id: string; readonly token: string };

const day = 24 * 60 * 60 * 1000;
const services = ['identity', 'tokens', 'notifications', 'audit'] as const;
type Service = (typeof services)[number];

describe('erasing an account', () => {
  let latchkey: Latchkey;
  let admin: string;
  let databases: ServiceDatabases;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2' });
    databases = await ServiceDatabases.open(latchkey, services);
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(async () => {
    await databases?.close();
    await latchkey?.stop();
  });

  const remove = (token: string, body: unknown) => latchkey.ask('DELETE', '/v1/users/me', { token, body });
  const purge = (user: string, { token = admin, body }: { token?: string; body?: unknown } = {}) =>
    latchkey.ask('POST', `/v1/users/${user}/purge`, { token, body });
  const uses = (token: string) =>
    Promise.all(
      [1, 2].map(async (gateway) => (await latchkey.ask('GET', '/v1/users/me', { token, gateway })).status),
    );
  const newKey = async ({ token }: User): Promise<string> =>
    (await latchkey.ask('POST', '/v1/users/me/api-keys', { token, body: { rights: ['RIGHT_USER_ALL'] } }))
      .body.token;
  const deleted = async (): Promise<User> => {
    const ada = await signUp(latchkey);
    expect((await remove(ada.token, { confirm: ada.handle })).status).toBe(202);
    return ada;
  };
  const query = (service: Service, sql: string, values: unknown[] = []) =>
    databases.query(service, sql, values);

  it('R10 K16 leaves nothing of the person in any service, and says when of each', async () => {
    const ada = await signUp(latchkey);
    await newKey(ada);
    await latchkey.ask('PATCH', '/v1/users/me', {
      token: ada.token,
      body: { notificationEmail: `n-${ada.email}` },
    });
    await askForReset(latchkey, { ...ada, email: ada.email });
    const old = [ada.token, await newKey(ada)];
    expect((await remove(ada.token, { confirm: ada.handle })).status).toBe(202);
    const { status, body } = await eventually(async () => {
      const answer = await purge(ada.handle);
      expect(answer.status).not.toBe(503);
      return answer;
    });
    expect(status).toBe(200);
    expect(Object.keys(body.erased).sort()).toEqual([...services].sort());
    expect(body.userId).toBe(ada.id);
    expect(Date.parse(body.eventsForgottenBy) - Date.parse(body.erased.identity)).toBe(21 * day);

    // Asked for again by the id: the same receipt for ever. The handle is nobody's.
    expect((await purge(ada.id)).body).toEqual(body);
    expect((await purge(ada.handle)).status).toBe(404);
    await eventually(async () => {
      const entries = await query(
        'audit',
        `SELECT actor_id FROM audit_entry WHERE target_id = $1 AND action = 'user.erase'`,
        [ada.id],
      );
      expect(entries).toHaveLength(1);
    });
    for (const service of services)
      for (const text of [ada.handle, ada.email])
        expect([service, await holders(service, text)]).toEqual([service, []]);
    expect((await latchkey.mails(ada.email)).map(({ subject }) => subject)).toContain(
      'Your account was deleted',
    );

    // Somebody else of the same name inherits nothing.
    const next = await signUp(latchkey, { ...somebody(), handle: ada.handle, email: ada.email });
    expect(next.id).not.toBe(ada.id);
    for (const token of old) expect(await uses(token)).toEqual([401, 401]);
    expect((await trySignIn(latchkey, ada)).body.code).toBe('invalid_credentials');
    const keys = await latchkey.ask('GET', '/v1/users/me/api-keys', { token: next.token });
    const log = await latchkey.ask('GET', '/v1/users/me/audit-log', { token: next.token });
    const inbox = await latchkey.ask('GET', '/v1/users/me/notifications', { token: next.token });
    expect(keys.body.items).toEqual([]);
    for (const { items } of [log.body, inbox.body]) expect(JSON.stringify(items)).not.toContain(ada.id);
  });

  it('by several at once, is done once', async () => {
    const ada = await deleted();
    const answers = await Promise.all(Array.from({ length: 6 }, () => purge(ada.id)));
    const receipts = answers.filter(({ status }) => status === 200).map(({ body }) => body);
    expect(receipts.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => ![200, 404, 503].includes(status))).toEqual([]);
    const { body } = await eventually(async () => {
      const answer = await purge(ada.id);
      expect(answer.status).toBe(200);
      return answer;
    });
    for (const receipt of receipts) expect(receipt).toEqual(body);
    const told = await query(
      'identity',
      `SELECT 1 FROM outbox WHERE aggregate_id = $1 AND subject LIKE '%user.erased%'`,
      [ada.id],
    );
    expect(told).toHaveLength(1);
  });

  it('ASVS 7.5.3 asks for a fresh proof of the administrator’s password', async () => {
    const ada = await deleted();
    const token = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    await query(
      'tokens',
      `UPDATE credential SET authenticated_at = authenticated_at - interval '11 minutes' WHERE id = $1`,
      [`ses_${token.slice(7, 27)}`],
    );
    expect((await purge(ada.id, { token })).body.code).toBe('step_up_required');
    const wrong = await purge(ada.id, { token, body: { currentPassword: 'not it' } });
    expect(wrong.body.code).toBe('wrong_password');
    expect((await latchkey.ask('GET', `/v1/users/${ada.id}`, { token: admin })).body.state).toBe('deleting');
    await eventually(async () => {
      const body = { currentPassword: latchkey.adminPassword };
      expect((await purge(ada.id, { token, body })).status).toBe(200);
    });
  });

  it('takes several rounds for an account with more than one call erases', async () => {
    const ada = await deleted();
    await query(
      'tokens',
      `INSERT INTO credential (id, user_id, kind, secret_hash, rights, status, epoch, generation)
       SELECT 'key_' || lpad(n::text, 8, '0') || right($1, 12), $1, 'key', decode(repeat('00', 32), 'hex'), '{}',
              CASE n % 2 WHEN 0 THEN 'active' ELSE 'ended' END, 0, gen_random_uuid()
         FROM generate_series(1, 22000) AS n`,
      [ada.id],
    );
    await query(
      'audit',
      `INSERT INTO audit_entry (id, user_id, sequence, event_id, time, action, outcome, data, hash, previous_hash)
       SELECT 'aud_' || lpad(n::text, 8, '0') || right($1, 12), $1, n, 'evt_' || lpad(n::text, 8, '0') || right($1, 12),
              now(), 'user.read', 'success', '{}', repeat('0', 64), repeat('0', 64)
         FROM generate_series(1000, 23000) AS n`,
      [ada.id],
    );
    await purged(ada);
    await expectBuried(ada);
    expect(
      await query('audit', `SELECT 1 FROM audit_entry WHERE user_id = $1 AND action <> 'user.erase'`, [
        ada.id,
      ]),
    ).toEqual([]);
  });

  it('R10 takes sign-ins that race it with it', async () => {
    for (let round = 0; round < 4; round++) {
      const ada = await signUp(latchkey);
      const racing = Array.from({ length: 4 }, () => trySignIn(latchkey, ada));
      expect((await remove(ada.token, { confirm: ada.handle })).status).toBe(202);
      await purged(ada);
      const answers = await Promise.all(racing);
      const opened = answers.flatMap(({ body }) => (body.token ? [body.token as string] : []));
      for (const token of opened) expect(await uses(token)).toEqual([401, 401]);
      expect(await holders('tokens', ada.handle)).toEqual([]);
      await expectBuried(ada);
    }
  });

  it('R10 leaves nothing of what comes late either', async () => {
    const ada = await signUp(latchkey);
    await newKey(ada);
    await latchkey.ask('PATCH', '/v1/users/me', { token: ada.token, body: { name: ada.handle } });
    await askForReset(latchkey, ada);
    expect((await remove(ada.token, { confirm: ada.handle })).status).toBe(202);
    await purged(ada);

    const heard = await heardOf(ada);
    expect(heard.length).toBeGreaterThan(8);
    for (const service of ['identity', 'tokens'] as const) await sayAgain(service, ada);
    await eventually(async () => {
      for (const { service, id } of heard)
        expect([
          service,
          await query(service, 'SELECT 1 FROM inbox WHERE event_id = $1', [again(id)]),
        ]).toEqual([service, [expect.anything()]]);
    });
    for (const service of services)
      for (const text of [ada.handle, ada.email])
        expect([service, await holders(service, text)]).toEqual([service, []]);
    for (const table of ['notification', 'delivery', 'recipient'])
      expect([
        table,
        await query('notifications', `SELECT 1 FROM ${table} WHERE user_id = $1`, [ada.id]),
      ]).toEqual([table, []]);
    await expectBuried(ada);
  });

  const purged = (user: User) =>
    eventually(async () => {
      const answer = await purge(user.id);
      expect(answer.status).toBe(200);
      return answer.body;
    });

  /** No snapshot is newer, so none brings the account back. */
  async function expectBuried({ id }: User): Promise<void> {
    const [account] = await query(
      'tokens',
      `SELECT handle, state, user_version AS version, (SELECT count(*) FROM credential WHERE user_id = $1) AS credentials
         FROM account WHERE user_id = $1`,
      [id],
    );
    const version = String(Number.MAX_SAFE_INTEGER);
    expect(account).toEqual({ handle: '', state: 'deleting', version, credentials: '0' });
  }

  /** Of the same event, told once more. */
  const again = (eventId: string): string =>
    `evt_${createHash('md5').update(eventId).digest('hex').slice(0, 20)}`;

  /** Which service has reacted to what of the user; the erasure itself is told once. */
  async function heardOf({ id: userId }: User) {
    const told: { id: string }[] = [];
    for (const service of ['identity', 'tokens'] as const)
      told.push(
        ...(await query(
          service,
          `SELECT id FROM outbox WHERE aggregate_id = $1 AND subject NOT LIKE '%erased%'`,
          [userId],
        )),
      );
    const ids = told.map(({ id }) => id);
    const heard: { service: Service; id: string }[] = [];
    for (const service of ['tokens', 'notifications', 'audit'] as const) {
      const rows = await query(
        service,
        'SELECT DISTINCT event_id AS id FROM inbox WHERE event_id = ANY($1)',
        [ids],
      );
      heard.push(...rows.map(({ id }: { id: string }) => ({ service, id })));
    }
    return heard;
  }

  /** As if it had been on its way all the time: under other ids, since the broker knows these. */
  async function sayAgain(service: Service, { id }: User): Promise<void> {
    await query(
      service,
      `INSERT INTO outbox (id, subject, aggregate_id, envelope)
       SELECT 'evt_' || left(md5(id), 20), subject, aggregate_id,
              jsonb_set(envelope::jsonb, '{id}', to_jsonb('evt_' || left(md5(id), 20)))::json
         FROM outbox WHERE aggregate_id = $1 AND subject NOT LIKE '%erased%' ORDER BY position`,
      [id],
    );
  }

  /** Tables with a row that holds the text. The outbox forgets by its age, as the receipt says. */
  async function holders(service: Service, text: string): Promise<string[]> {
    const tables = await query(
      service,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'outbox'`,
    );
    expect(tables.length).toBeGreaterThan(3);
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await query(
        service,
        `SELECT 1 FROM "${name}" AS it WHERE it::text ILIKE '%' || $1 || '%' LIMIT 1`,
        [text],
      );
      if (rows.length > 0) found.push(name);
    }
    return found;
  }
});
