import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp, trySignIn } from '@latchkey/testing/people';

const newPassword = 'Another-Lantern-2049-tide';

describe('the main job: change the password, and everything old is dead', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
  }, 120_000);
  afterAll(() => latchkey.stop());

  const alive = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;
  const newKey = async (token: string) => {
    const { status, body } = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token,
      body: { name: 'deploy', rights: ['RIGHT_USER_INFO'] },
    });
    expect(status).toBe(201);
    return body.token as string;
  };

  it('ASVS 7.4.3 revokes two sessions and a key, says so in a receipt, and tells the owner by mail and inbox', async () => {
    const ada = await signUp(latchkey);
    const second = await signIn(latchkey, ada);
    const key = await newKey(ada.token);
    for (const token of [ada.token, second, key]) expect(await alive(token)).toBe(200);

    const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
      token: ada.token,
      body: { currentPassword: ada.password, newPassword, revokeAll: true },
    });
    const answers = await Promise.all([ada.token, second, key].map(alive));

    expect(changed.status).toBe(200);
    expect(changed.body.receipt.revoked).toEqual({ sessions: 2, cliTokens: 0, apiKeys: 1 });
    expect(changed.body.receipt.barrier.gateways).toBe(changed.body.receipt.barrier.acknowledged);
    expect(answers).toEqual([401, 401, 401]);
    expect((await trySignIn(latchkey, ada)).status).toBe(401);

    const token = await signIn(latchkey, { ...ada, password: newPassword });
    await eventually(async () => {
      const mails = (await latchkey.mails(ada.email)).filter((mail) => /password/i.test(mail.subject));
      expect(mails).toHaveLength(1);
      expect(mails[0]?.text).toContain('password');
      expect(mails[0]?.html).toContain('<');
      const inbox = await latchkey.ask('GET', '/v1/users/me/notifications', { token });
      const types = (inbox.body.items as { type: string }[]).map((item) => item.type);
      expect(types.filter((type) => type === 'password_changed')).toHaveLength(1);
      expect(types).toContain('new_sign_in');
      expect(inbox.body.unseenCount).toBe(types.length);
      const log = await latchkey.ask('GET', '/v1/users/me/audit-log?action=password.change', { token });
      expect(log.body.items).toHaveLength(1);
      expect(log.body.items[0]).toMatchObject({
        outcome: 'success',
        actor: { id: ada.id, handle: ada.handle },
      });
    });
  });

  it('without revokeAll: other sessions and keys live on, the old password opens nothing', async () => {
    const ada = await signUp(latchkey);
    const key = await newKey(ada.token);
    const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
      token: ada.token,
      body: { currentPassword: ada.password, newPassword },
    });
    expect(changed).toMatchObject({ status: 200, body: { receipt: null } });
    expect(await Promise.all([ada.token, key].map(alive))).toEqual([200, 200]);
    expect((await trySignIn(latchkey, ada)).status).toBe(401);
    expect((await trySignIn(latchkey, { ...ada, password: newPassword })).status).toBe(201);
  });

  it('keepCurrentSession keeps the session that asks, and no other', async () => {
    const ada = await signUp(latchkey);
    const other = await signIn(latchkey, ada);
    const key = await newKey(ada.token);
    const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
      token: ada.token,
      body: { currentPassword: ada.password, newPassword, revokeAll: true, keepCurrentSession: true },
    });
    expect(changed.body.receipt.revoked).toEqual({ sessions: 1, cliTokens: 0, apiKeys: 1 });
    expect(await Promise.all([ada.token, other, key].map(alive))).toEqual([200, 401, 401]);
  });

  it('a change by an API key has no session to keep: all die (R02)', async () => {
    const ada = await signUp(latchkey);
    const { body } = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { name: 'all', rights: ['RIGHT_USER_ALL'] },
    });
    const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
      token: body.token,
      body: { currentPassword: ada.password, newPassword, revokeAll: true, keepCurrentSession: true },
    });
    expect(changed.status).toBe(200);
    expect(await Promise.all([ada.token, body.token].map(alive))).toEqual([401, 401]);
  });

  it.each([
    ['a wrong current password', { currentPassword: 'not the one at all' }, 403, 'wrong_password'],
    ['a weak new password', { newPassword: 'short' }, 422, 'password_too_weak'],
    ['the same password again', { newPassword: undefined }, 422, 'password_unchanged'],
    ['an unknown property', { revoke_all: true }, 422, 'validation_failed'],
  ])('refuses %s and changes nothing', async (_, wrong, status, code) => {
    const ada = await signUp(latchkey);
    const body: Record<string, unknown> = {
      currentPassword: ada.password,
      newPassword,
      revokeAll: true,
      ...wrong,
    };
    body.newPassword ??= ada.password;
    const refused = await latchkey.ask('PUT', '/v1/users/me/password', { token: ada.token, body });
    expect(refused).toMatchObject({ status, body: { status, code } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body.requestId).toBe(refused.headers.get('x-request-id'));
    expect(await alive(ada.token)).toBe(200);
    expect((await trySignIn(latchkey, ada)).status).toBe(201);
  });
});
