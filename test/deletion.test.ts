import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';
import { askForReset, completeReset } from '@latchkey/testing/reset-link';
import { ServiceDatabases } from '@latchkey/testing/service-databases';

type User = Person & { readonly id: string; readonly token: string };

const day = 24 * 60 * 60 * 1000;
const services = ['identity', 'tokens'] as const;
type Service = (typeof services)[number];

describe('deleting an account', () => {
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

  const remove = (token: string, body: unknown, user = 'me') =>
    latchkey.ask('DELETE', `/v1/users/${user}`, { token, body });
  const restore = (user: string, token = admin) =>
    latchkey.ask('POST', `/v1/users/${user}/restore`, { token });
  const purge = (user: string, token = admin) => latchkey.ask('POST', `/v1/users/${user}/purge`, { token });
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

  describe('is asked for', () => {
    it('ASVS 2.3.1 by typing its handle, and by nothing else', async () => {
      const ada = await signUp(latchkey);
      for (const confirm of ['', 'somebody-else', ada.email, `${ada.handle}x`]) {
        const { status, body } = await remove(ada.token, { confirm });
        expect([status, body.code]).toEqual([422, 'confirmation_mismatch']);
        expect(body.errors[0].pointer).toBe('/confirm');
      }
      for (const body of [undefined, {}, { confirm: 7 }, { confirm: ada.handle, force: true }])
        expect((await remove(ada.token, body)).body.code).toMatch(
          /^(validation_failed|bad_request|malformed_json)$/,
        );
      expect(await uses(ada.token)).toEqual([200, 200]);
    });

    it('ASVS 7.5.3 with a sign-in that is fresh, or the password; never with a key', async () => {
      const ada = await signUp(latchkey);
      const stale = (token: string) =>
        query(
          'tokens',
          `UPDATE credential SET authenticated_at = authenticated_at - interval '11 minutes' WHERE id = $1`,
          [`ses_${token.slice(7, 27)}`],
        );
      await stale(ada.token);
      const late = await remove(ada.token, { confirm: ada.handle });
      expect([late.status, late.body.code]).toEqual([401, 'step_up_required']);
      expect(late.headers.get('www-authenticate')).toContain('insufficient_user_authentication');
      const key = await newKey({ ...ada, token: await signIn(latchkey, ada) });
      for (const body of [{ confirm: ada.handle }, { confirm: ada.handle, currentPassword: ada.password }])
        expect((await remove(key, body)).body.code).toBe('step_up_required');
      const wrong = await remove(ada.token, { confirm: ada.handle, currentPassword: 'not it' });
      expect([wrong.status, wrong.body.code]).toEqual([403, 'wrong_password']);
      const right = await remove(ada.token, { confirm: ada.handle, currentPassword: ada.password });
      expect(right.status).toBe(202);
    });

    it('for oneself, or by an administrator; to others the account does not exist', async () => {
      const [ada, bob] = [await signUp(latchkey), await signUp(latchkey)];
      expect((await remove(bob.token, { confirm: ada.handle }, ada.handle)).status).toBe(404);
      expect((await restore(ada.handle, bob.token)).status).toBe(404);
      expect((await purge(ada.id, bob.token)).status).toBe(404);
      expect((await purge('me', bob.token)).body.code).toBe('admin_only');
      expect(await uses(ada.token)).toEqual([200, 200]);
      expect((await remove(admin, { confirm: ada.handle }, ada.id)).status).toBe(202);
      expect(await uses(ada.token)).toEqual([401, 401]);
    });

    it('not of the last administrator', async () => {
      const { status, body } = await remove(admin, { confirm: 'admin' });
      expect([status, body.code]).toEqual([409, 'last_admin']);
      expect(await uses(admin)).toEqual([200, 200]);
    });
  });

  it('R07 ASVS 7.4.2 with the 202 everything of it is dead on both gateways, and nobody signs in', async () => {
    const ada = await signUp(latchkey);
    const old = [ada.token, await signIn(latchkey, ada), await newKey(ada)];
    const link = await askForReset(latchkey, ada);
    const started = await latchkey.ask('POST', '/oauth2/device_authorization', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'client_id=tool',
    });
    await latchkey.ask('POST', `/v1/device-logins/${started.body.user_code}`, {
      token: ada.token,
      body: { approve: true },
    });
    const stream = await fetch(`${latchkey.origin(2)}/v1/users/me/notifications/stream`, {
      headers: { authorization: `Bearer ${ada.token}` },
    });
    for (const token of old) expect(await uses(token)).toEqual([200, 200]);

    const { status, body } = await remove(ada.token, { confirm: ada.handle });
    expect(status).toBe(202);
    expect(Object.keys(body)).toEqual(['deletesAt']);
    expect(Math.abs(Date.parse(body.deletesAt) - Date.now() - 7 * day)).toBeLessThan(60_000);
    for (const token of old) expect(await uses(token)).toEqual([401, 401]);
    await stream.text();
    const redeemed = await latchkey.ask('POST', '/oauth2/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=tool&device_code=${started.body.device_code}`,
    });
    expect(redeemed.body.error).toBe('access_denied');
    expect((await completeReset(latchkey, link, { newPassword: 'An-Orchard-in-March-41' })).status).toBe(410);
    expect((await trySignIn(latchkey, ada)).body.code).toBe('account_suspended');
    expect((await trySignIn(latchkey, { ...ada, password: 'wrong' })).body.code).toBe('invalid_credentials');

    const { body: seen } = await latchkey.ask('GET', `/v1/users/${ada.id}`, { token: admin });
    expect(seen.state).toBe('deleting');
    await eventually(async () => {
      const mail = (await latchkey.mails(ada.email)).find(
        ({ subject }) => subject === 'Your account will be deleted',
      );
      expect(mail?.text).toContain('until then an administrator can restore it');
      const log = await latchkey.ask('GET', `/v1/users/${ada.id}/audit-log?action=user.delete`, {
        token: admin,
      });
      expect(log.body.items).toHaveLength(1);
      expect(log.body.items[0]).toMatchObject({ outcome: 'success', actor: { id: ada.id }, data: body });
    });
  });

  it('asked for again, or many times at once, it is the same', async () => {
    const ada = await signUp(latchkey);
    const token = await signIn(latchkey, ada);
    const answers = await Promise.all([
      ...[ada.token, token].map((own) => remove(own, { confirm: ada.handle })),
      ...Array.from({ length: 6 }, () => remove(admin, { confirm: ada.handle }, ada.id)),
    ]);
    // Whoever came too late with what the first of them killed.
    const done = answers.filter(({ status }) => status !== 401);
    expect(done.length).toBeGreaterThanOrEqual(6);
    expect(new Set(done.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(done.map(({ body }) => body.deletesAt)).size).toBe(1);
    const sent = () =>
      query(
        'identity',
        `SELECT 1 FROM outbox WHERE aggregate_id = $1 AND subject LIKE '%deletion.requested%'`,
        [ada.id],
      );
    expect(await sent()).toHaveLength(1);
  });

  it('R07 stops what was let in before it: a password that is being changed stays as it is', async () => {
    for (let round = 0; round < 4; round++) {
      const ada = await signUp(latchkey);
      const newPassword = somebody().password;
      const [changed, gone] = await Promise.all([
        latchkey.ask('PUT', '/v1/users/me/password', {
          token: ada.token,
          body: { currentPassword: ada.password, newPassword },
        }),
        remove(admin, { confirm: ada.handle }, ada.id),
      ]);
      expect(gone.status).toBe(202);
      expect([200, 401]).toContain(changed.status);
      const told = await query(
        'identity',
        `SELECT subject FROM outbox WHERE aggregate_id = $1 AND subject ~ 'password.changed|deletion' ORDER BY position`,
        [ada.id],
      );
      expect(told.at(-1)?.subject).toBe('event.identity.deletion.requested.v1');
      expect((await restore(ada.id)).status).toBe(200);
      const password = changed.status === 200 ? newPassword : ada.password;
      await eventually(() => signIn(latchkey, { ...ada, password }));
    }
  });

  describe('called off', () => {
    it('opens the account again, and wakes nothing', async () => {
      const ada = await signUp(latchkey);
      const key = await newKey(ada);
      await remove(ada.token, { confirm: ada.handle });
      const { status, body } = await restore(ada.handle);
      expect([status, body.state, body.id]).toEqual([200, 'active', ada.id]);
      for (const token of [ada.token, key]) expect(await uses(token)).toEqual([401, 401]);
      const again = await eventually(() => signIn(latchkey, ada));
      expect(await uses(again)).toEqual([200, 200]);
      expect((await restore(ada.id)).body.code).toBe('not_deleting');
      expect((await purge(ada.id)).body.code).toBe('not_deleting');
      await eventually(async () => {
        const subjects = (await latchkey.mails(ada.email)).map(({ subject }) => subject);
        expect(subjects).toContain('Your account was restored');
      });
    });

    it('leaves a suspended account suspended; and its state changes in no other way', async () => {
      const ada = await signUp(latchkey);
      const patch = (state: string) =>
        latchkey.ask('PATCH', `/v1/users/${ada.id}`, { token: admin, body: { state } });
      expect((await patch('suspended')).status).toBe(200);
      expect((await remove(admin, { confirm: ada.handle }, ada.id)).status).toBe(202);
      for (const state of ['active', 'suspended'])
        expect((await patch(state)).body.code).toBe('user_deleting');
      expect((await restore(ada.id)).body.state).toBe('suspended');
    });

    it('comes too late when the grace is over, by the database’s clock', async () => {
      const ada = await deleted();
      await query('identity', 'UPDATE app_user SET deletes_at = clock_timestamp() WHERE id = $1', [ada.id]);
      const { status, body } = await restore(ada.id);
      expect([404, 410]).toContain(status);
      if (status === 410) expect(body.code).toBe('grace_over');
      await eventually(async () => {
        expect((await latchkey.ask('GET', `/v1/users/${ada.id}`, { token: admin })).status).toBe(404);
      });
    });

    it('or purged, of both at once one happens', async () => {
      for (let round = 0; round < 5; round++) {
        const ada = await deleted();
        const [back, gone] = await Promise.all([restore(ada.id), purge(ada.id)]);
        const outcome = [back.status === 200, gone.status === 200];
        expect(outcome.filter(Boolean)).toHaveLength(1);
        const { status } = await latchkey.ask('GET', `/v1/users/${ada.id}`, { token: admin });
        expect(status).toBe(outcome[0] ? 200 : 404);
      }
    });
  });
});
