import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, somebody, trySignIn } from '@latchkey/testing/people';

const dayMs = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

describe('under the policy operations-center', () => {
  let latchkey: Latchkey;
  let admin: string;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_POLICY: 'operations-center' });
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(() => latchkey.stop());

  const names = { firstName: 'Ada', lastName: 'King' };
  const create = (body: object, token?: string) => latchkey.ask('POST', '/v1/users', { token, body });
  const makeKey = (token: string, body: object) =>
    latchkey.ask('POST', '/v1/users/me/api-keys', { token, body });
  /** Made by the administrator, and signed in. */
  async function newcomer(): Promise<Person & { token: string }> {
    const person = somebody();
    expect((await create({ ...person, ...names }, admin)).status).toBe(201);
    return { ...person, token: await signIn(latchkey, person) };
  }

  describe('accounts', () => {
    it('are made by administrators alone', async () => {
      const person = { ...somebody(), ...names };
      expect(await create(person)).toMatchObject({ status: 403, body: { code: 'registration_closed' } });
      expect((await trySignIn(latchkey, person)).status).toBe(401);
    });

    it('have both names, and a handle that may have dots', async () => {
      const person = somebody();
      const nameless = await create(person, admin);
      expect(nameless).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
      expect(nameless.body.errors.map((row: { pointer: string }) => row.pointer)).toEqual([
        '/firstName',
        '/lastName',
      ]);
      const made = await create({ ...person, ...names, handle: `ada.${person.handle}` }, admin);
      expect(made).toMatchObject({ status: 201, body: { name: 'Ada King', ...names } });
    });

    it('EOC-8 are deleted by administrators, who type the email, at once', async () => {
      const ada = await newcomer();
      const own = { token: ada.token, body: { confirm: ada.email } };
      const refused = await latchkey.ask('DELETE', '/v1/users/me', own);
      expect(refused).toMatchObject({ status: 403, body: { code: 'admin_only' } });
      const remove = (confirm: string) =>
        latchkey.ask('DELETE', `/v1/users/${ada.handle}`, { token: admin, body: { confirm } });
      expect((await remove(ada.handle)).body.code).toBe('confirmation_mismatch');
      expect((await remove(ada.email.toUpperCase())).status).toBe(202);
      expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
      await eventually(async () => {
        const gone = await latchkey.ask('GET', `/v1/users/${ada.handle}`, { token: admin });
        expect(gone.status).toBe(404);
      });
    });

    it('keep both names', async () => {
      const { token } = await newcomer();
      const change = (body: object) => latchkey.ask('PATCH', '/v1/users/me', { token, body });
      for (const body of [{ firstName: null }, { lastName: ' ' }]) {
        expect(await change(body)).toMatchObject({ status: 422, body: { errors: [{ code: 'required' }] } });
      }
      expect(await change({ firstName: 'Augusta' })).toMatchObject({
        status: 200,
        body: { name: 'Augusta King' },
      });
    });

    it('have a password with all that is asked for, told in one answer', async () => {
      const weak = await create({ ...somebody(), ...names, password: 'password' }, admin);
      expect(weak).toMatchObject({ status: 422, body: { code: 'password_too_weak' } });
      expect(weak.body.errors).toEqual(
        ['too_short', 'missing_uppercase', 'missing_digit', 'missing_special', 'too_common'].map((code) => ({
          pointer: '/password',
          code,
          message: expect.any(String),
        })),
      );
    });

    it('have no second address for notifications', async () => {
      const { token } = await newcomer();
      const body = { notificationEmail: 'elsewhere@example.com' };
      const refused = await latchkey.ask('PATCH', '/v1/users/me', { token, body });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/notificationEmail' }] } });
    });
  });

  describe('a token', () => {
    it.each<[string, object, string]>([
      ['no end', {}, 'expiry_required'],
      ['an end that is not on the menu', { expiresInDays: 31 }, 'expiry_too_long'],
      ['an end too far', { expiresAt: inDays(366) }, 'expiry_too_long'],
      ['an end that is over', { expiresAt: inDays(-1) }, 'expiry_in_past'],
      ['two ends', { expiresAt: inDays(7), expiresInDays: 7 }, 'validation_failed'],
      ['chosen rights', { expiresInDays: 7, rights: ['RIGHT_USER_INFO'] }, 'validation_failed'],
    ])('is not made with %s', async (_, body, code) => {
      const { token } = await newcomer();
      expect(await makeKey(token, body)).toMatchObject({ status: 422, body: { code } });
      expect((await latchkey.ask('GET', '/v1/users/me/api-keys', { token })).body.items).toEqual([]);
    });

    it.each([7, 30, 60, 90, 180, 365])('may live %i days, with all that its owner may do', async (days) => {
      const { token, handle } = await newcomer();
      const { status, body } = await makeKey(token, { expiresInDays: days });
      expect([status, body.apiKey.rights, body.apiKey.expiringSoon]).toEqual([
        201,
        ['RIGHT_USER_ALL'],
        days === 7,
      ]);
      const lifeMs = Date.parse(body.apiKey.expiresAt) - Date.parse(body.apiKey.createdAt);
      expect(lifeMs / dayMs).toBeCloseTo(days, 2);
      const me = await latchkey.ask('GET', '/v1/users/me', { token: body.token });
      expect(me).toMatchObject({ status: 200, body: { handle } });
    });

    it('is one at a time, also when five are asked for at once; deleted, it makes room', async () => {
      const { token } = await newcomer();
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => makeKey(token, { expiresInDays: 7 })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
      const made = answers.find(({ status }) => status === 201);
      const refused = answers.find(({ status }) => status === 409);
      expect(refused?.body.code).toBe('token_limit_reached');
      const path = `/v1/users/me/api-keys/${made?.body.apiKey.id}`;
      expect((await latchkey.ask('DELETE', path, { token })).status).toBe(204);
      expect((await makeKey(token, { expiresInDays: 7 })).status).toBe(201);
    });

    it('K14 is neither prolonged, nor switched off, nor rotated; its name and an earlier end are its owner’s', async () => {
      const { token } = await newcomer();
      const { body: made } = await makeKey(token, { expiresInDays: 30 });
      const path = `/v1/users/me/api-keys/${made.apiKey.id}`;
      const change = (body: object) => latchkey.ask('PATCH', path, { token, body });

      expect(await change({ expiresAt: inDays(31) })).toMatchObject({
        status: 403,
        body: { code: 'expiry_not_extendable' },
      });
      expect((await change({ expiresAt: null })).status).toBe(403);
      expect(await change({ status: 'inactive' })).toMatchObject({
        status: 403,
        body: { code: 'deactivation_not_allowed' },
      });
      expect(await latchkey.ask('POST', `${path}/rotate`, { token, body: {} })).toMatchObject({
        status: 403,
        body: { code: 'rotation_not_allowed' },
      });
      expect((await latchkey.ask('GET', path, { token })).body).toEqual({ ...made.apiKey });

      const expiresAt = inDays(5);
      expect(await change({ name: 'report', expiresAt })).toMatchObject({
        status: 200,
        body: { name: 'report', expiresAt, expiringSoon: true },
      });
    });

    it('dies with "revoke all"', async () => {
      const { token, password } = await newcomer();
      const { body: key } = await makeKey(token, { expiresInDays: 7 });
      const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
        token,
        body: { currentPassword: password, newPassword: somebody().password, revokeAll: true },
      });
      expect(changed.body.receipt.revoked).toEqual({ sessions: 1, cliTokens: 0, apiKeys: 1 });
      expect((await latchkey.ask('GET', '/v1/users/me', { token: key.token })).status).toBe(401);
    });
  });
});
