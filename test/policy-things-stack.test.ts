import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';
import { askForReset, completeReset } from '@latchkey/testing/reset-link';

const newPassword = 'Lantern-2049';

describe('under the policy things-stack', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_POLICY: 'things-stack' });
  }, 120_000);
  afterAll(() => latchkey.stop());

  const alive = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;
  const makeKey = (token: string, body: object) =>
    latchkey.ask('POST', '/v1/users/me/api-keys', { token, body });
  const keys = async (token: string) =>
    (await latchkey.ask('GET', '/v1/users/me/api-keys?limit=100', { token })).body.items;

  describe('sign-up', () => {
    it('is open, and content with eight characters', async () => {
      const person = { ...somebody(), password: 'Harbour1' };
      expect((await latchkey.ask('POST', '/v1/users', { body: person })).status).toBe(201);
      expect((await trySignIn(latchkey, person)).status).toBe(201);
    });

    it.each([
      ['Harbou1', ['too_short']],
      ['harbour1', ['missing_uppercase']],
      ['Harbours', ['missing_digit']],
      ['harbour', ['too_short', 'missing_uppercase', 'missing_digit']],
    ])('has a row for each rule that "%s" breaks', async (password, codes) => {
      const refused = await latchkey.ask('POST', '/v1/users', { body: { ...somebody(), password } });
      expect(refused).toMatchObject({ status: 422, body: { code: 'password_too_weak' } });
      expect(refused.body.errors.map((row: { code: string }) => row.code)).toEqual(codes);
    });

    it('does not take the User ID for a password', async () => {
      const person = somebody();
      const body = { ...person, password: `X1-${person.handle.toUpperCase()}` };
      const refused = await latchkey.ask('POST', '/v1/users', { body });
      expect(refused.body.errors).toMatchObject([{ pointer: '/password', code: 'contains_handle' }]);
    });

    it('takes a User ID of at most 36 characters', async () => {
      const body = { ...somebody(), handle: 'x'.repeat(37) };
      const refused = await latchkey.ask('POST', '/v1/users', { body });
      expect(refused.body.errors).toMatchObject([{ pointer: '/handle', code: 'too_long' }]);
    });
  });

  describe('an API key', () => {
    it('survives a password change that revokes all, and everything else dies (TTS-5)', async () => {
      const ada = await signUp(latchkey);
      const other = await signIn(latchkey, ada);
      const { body: key } = await makeKey(ada.token, { rights: ['RIGHT_USER_INFO'] });
      const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
        token: ada.token,
        body: { currentPassword: ada.password, newPassword, revokeAll: true },
      });
      expect(changed.status).toBe(200);
      expect(changed.body.receipt.revoked).toEqual({ sessions: 2, cliTokens: 0, apiKeys: 0 });
      expect(await Promise.all([ada.token, other, key.token].map(alive))).toEqual([401, 401, 200]);
      const token = await signIn(latchkey, { ...ada, password: newPassword });
      expect(await keys(token)).toMatchObject([{ id: key.apiKey.id, status: 'active' }]);
      // It is still its owner's to delete.
      expect((await latchkey.ask('DELETE', `/v1/users/me/api-keys/${key.apiKey.id}`, { token })).status).toBe(
        204,
      );
      expect(await alive(key.token)).toBe(401);
    });

    it('dies with a reset of authentication, which is for emergencies', async () => {
      const ada = await signUp(latchkey);
      const { body: key } = await makeKey(ada.token, { rights: ['RIGHT_USER_INFO'] });
      const reset = await latchkey.ask('POST', '/v1/users/me/reset-authentication', {
        token: ada.token,
        body: {},
      });
      expect(reset.body.revoked).toEqual({ sessions: 1, cliTokens: 0, apiKeys: 1 });
      expect(await Promise.all([ada.token, key.token].map(alive))).toEqual([401, 401]);
    });

    it('has chosen rights, at least one, and no more than its maker has (TTS-9)', async () => {
      const ada = await signUp(latchkey);
      for (const body of [{}, { rights: [] }]) {
        expect(await makeKey(ada.token, body)).toMatchObject({
          status: 422,
          body: { code: 'rights_required' },
        });
      }
      const unknown = await makeKey(ada.token, { rights: ['RIGHT_USER_INFO', 'RIGHT_NOBODY_KNOWS'] });
      expect(unknown.body.errors).toMatchObject([{ pointer: '/rights/1', code: 'unknown_right' }]);
      const introspect = await makeKey(ada.token, { rights: ['RIGHT_INTROSPECT'] });
      expect(introspect).toMatchObject({ status: 403, body: { code: 'right_not_held' } });
      expect(await keys(ada.token)).toEqual([]);
    });

    it('is one of any number', async () => {
      const ada = await signUp(latchkey);
      const made = await Promise.all(
        Array.from({ length: 60 }, (_, i) =>
          makeKey(ada.token, { name: `key ${i}`, rights: ['RIGHT_USER_INFO'] }),
        ),
      );
      expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
      expect(await keys(ada.token)).toHaveLength(60);
    });

    it('is neither switched off nor rotated, but may live longer than it was made for', async () => {
      const ada = await signUp(latchkey);
      const { body } = await makeKey(ada.token, { rights: ['RIGHT_USER_INFO'], expiresInDays: 3 });
      const path = `/v1/users/me/api-keys/${body.apiKey.id}`;
      const change = (patch: object) => latchkey.ask('PATCH', path, { token: ada.token, body: patch });
      expect(await change({ status: 'inactive' })).toMatchObject({
        body: { code: 'deactivation_not_allowed' },
      });
      expect((await latchkey.ask('POST', `${path}/rotate`, { token: ada.token, body: {} })).status).toBe(403);
      expect(await change({ expiresAt: null })).toMatchObject({ status: 200, body: { expiresAt: null } });
    });

    it('dies with a password that is reset by mail, which a changed one spares', async () => {
      const ada = await signUp(latchkey);
      const { body } = await makeKey(ada.token, { name: 'spared', rights: ['RIGHT_USER_INFO'] });
      const link = await askForReset(latchkey, ada);
      const done = await completeReset(latchkey, link, { newPassword: 'An-Orchard-in-March-41' });
      expect([done.status, done.body.revoked.apiKeys]).toEqual([200, 1]);
      expect((await latchkey.ask('GET', '/v1/users/me', { token: body.token })).status).toBe(401);
    });
  });

  it('TTS-11 an account is deleted by typing its User ID, and restored by an administrator within a day', async () => {
    const ada = await signUp(latchkey);
    const { body } = await makeKey(ada.token, { rights: ['RIGHT_USER_INFO'] });
    const remove = { token: ada.token, body: { confirm: ada.handle } };
    const deleted = await latchkey.ask('DELETE', '/v1/users/me', remove);
    expect(deleted.status).toBe(202);
    expect(Math.abs(Date.parse(deleted.body.deletesAt) - Date.now() - 86_400_000)).toBeLessThan(60_000);
    // Also the key that "revoke all" spares.
    expect(await Promise.all([ada.token, body.token].map(alive))).toEqual([401, 401]);
    const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    const path = `/v1/users/${ada.handle}`;
    expect((await latchkey.ask('POST', `${path}/restore`, { token: admin })).body.state).toBe('active');
    expect(await Promise.all([ada.token, body.token].map(alive))).toEqual([401, 401]);
    const again = { token: admin, body: { confirm: ada.handle } };
    expect((await latchkey.ask('DELETE', path, again)).status).toBe(202);
    await eventually(async () => {
      expect((await latchkey.ask('POST', `/v1/users/${ada.id}/purge`, { token: admin })).status).toBe(200);
    });
    expect((await latchkey.ask('GET', path, { token: admin })).status).toBe(404);
  });
});
