import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changePassword, passwordChanged } from '@latchkey/contracts/identity/password';
import type { InputOf } from '@latchkey/contracts/rpc';
import { anyId } from '@latchkey/testing/facts';
import { somebody } from '@latchkey/testing/people';
import type { ServiceProcess } from '@latchkey/testing/service-process';
import { compared, Identity, type Member, outcome, refusal } from './support/identity.js';

let identity: Identity;
let replicas: ServiceProcess[];
beforeAll(async () => {
  identity = await Identity.start();
  replicas = await Promise.all([identity.run(), identity.run()]);
}, 240_000);
afterAll(() => identity.world.stop(), 30_000);

const wrong = 'not the password at all';
const fresh = () => somebody().password;
/** Asks with more than the two passwords, or for another user. */
const change = (it: Member, body: Partial<InputOf<typeof changePassword>['body']>, user = 'me') =>
  identity.rpc.call(changePassword, {
    caller: it.caller,
    user,
    body: { currentPassword: it.password, newPassword: fresh(), ...body },
  });
const rowsOf = async (asked: Promise<unknown>) => {
  const { code, errors } = await refusal(asked);
  return [code, ...(errors ?? []).map((row) => `${row.pointer} ${row.code}`)];
};
/** Of all replicas, while this ran. */
const hashesFor = async (work: () => Promise<unknown>) => {
  const before = await compared(...replicas);
  await work();
  return (await compared(...replicas)) - before;
};

describe('a change of password', () => {
  it('makes the new one the only one, and counts a version up', async () => {
    const ada = await identity.member();
    const newPassword = fresh();
    expect(await change(ada, { newPassword })).toEqual({ cause: null });
    expect(await outcome(identity.signIn(ada.handle, ada.password))).toBe('invalid_credentials');
    const { user, snapshot } = await identity.signIn(ada.handle, newPassword);
    expect(snapshot).toMatchObject({ version: 2, passwordVersion: 2 });
    expect(Date.parse(user.passwordChangedAt ?? '')).toBeGreaterThan(Date.parse(user.createdAt));
  });

  it('is reported once, with what is to be revoked', async () => {
    const ada = await identity.member();
    await change(ada, {});
    const [event, ...more] = await identity.recorded(passwordChanged, ada.id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      ...{ userId: ada.id, passwordVersion: 2, revokeAll: false, keepSessionId: null },
      actor: { userId: ada.id, handle: ada.handle, credentialId: ada.caller.credentialId },
    });
    expect(JSON.stringify(event)).not.toMatch(/argon2|Quiet-Harbour/);
  });

  it('with revokeAll names its event, to be awaited', async () => {
    const ada = await identity.member();
    const { cause } = await change(ada, { revokeAll: true });
    const [event] = await identity.recorded(passwordChanged, ada.id);
    expect(event).toMatchObject({ id: cause, revokeAll: true, keepSessionId: null });
  });

  it.each([
    ['session', 'ses'],
    ['cli', 'ses'],
    ['key', 'key'],
  ] as const)('spares the session that asks, if it is one: %s', async (kind, prefix) => {
    const ada = await identity.member();
    const caller = { ...ada.caller, kind, credentialId: anyId(prefix) };
    await change({ ...ada, caller }, { revokeAll: true, keepCurrentSession: true });
    const [event] = await identity.recorded(passwordChanged, ada.id);
    expect(event?.keepSessionId).toBe(kind === 'key' ? null : caller.credentialId);
  });

  it('two at once: one wins, the other is told so, and the winner’s password is the account’s (P27)', async () => {
    const ada = await identity.member();
    let { password } = ada;
    let conflicts = 0;
    for (let round = 0; round < 8; round++) {
      const wishes = [fresh(), fresh()];
      const codes = await Promise.all(wishes.map((wish) => outcome(identity.change(ada, password, wish))));
      const winner = wishes[codes.indexOf('ok')] as string;
      const [lost] = codes.filter((code) => code !== 'ok');
      // A loser that began after the winner's commit has proved what is no longer the password.
      expect(['password_changed_meanwhile', 'wrong_password']).toContain(lost);
      if (lost === 'password_changed_meanwhile') conflicts++;
      const { snapshot } = await identity.signIn(ada.handle, winner);
      expect(snapshot.passwordVersion).toBe(round + 2);
      password = winner;
    }
    expect(conflicts).toBeGreaterThan(0);
    expect(await identity.recorded(passwordChanged, ada.id)).toHaveLength(8);
  });
});

describe('a password is not changed', () => {
  it('without the current one, whatever the new one is', async () => {
    const ada = await identity.member();
    for (const newPassword of [fresh(), 'short', wrong]) {
      const refused = await refusal(change(ada, { currentPassword: wrong, newPassword }));
      expect(refused).toMatchObject({ kind: 'forbidden', code: 'wrong_password' });
      expect(refused.errors).toBeUndefined();
    }
    expect(await outcome(identity.signIn(ada.handle, ada.password))).toBe('ok');
    expect(await identity.recorded(passwordChanged, ada.id)).toEqual([]);
  });

  it('to the same one, in whatever form its letters come', async () => {
    const password = 'Größe über alles, né?';
    const ada = await identity.member({ password });
    for (const form of ['NFC', 'NFD'] as const) {
      const refused = await refusal(change(ada, { newPassword: password.normalize(form) }));
      expect(refused).toMatchObject({ kind: 'invalid', code: 'password_unchanged' });
    }
  });

  it('by anybody but its owner: an administrator may not, a stranger sees nobody', async () => {
    const [ada, bob, admin] = [await identity.member(), await identity.member(), await identity.admin()];
    const before = await compared(...replicas);
    for (const user of [ada.id, ada.handle, ada.handle.toUpperCase()]) {
      expect(await outcome(change(admin, {}, user))).toBe('admin_only');
      expect(await outcome(change(bob, {}, user))).toBe('not_found');
    }
    for (const caller of [admin, bob])
      expect(await outcome(change(caller, {}, 'nobody-here'))).toBe('not_found');
    expect(await compared(...replicas)).toBe(before);
  });

  it('but by its owner under each of their names', async () => {
    const ada = await identity.member();
    let currentPassword = ada.password;
    for (const user of ['me', ada.id, ada.handle, ada.handle.toUpperCase()]) {
      const newPassword = fresh();
      await change(ada, { currentPassword, newPassword }, user);
      currentPassword = newPassword;
    }
  });
});

describe('a weak password', () => {
  it('has a row for each rule that it breaks', async () => {
    const ada = await identity.member({ handle: 'grace' });
    expect(await rowsOf(change(ada, { newPassword: 'grace1' }))).toEqual([
      'password_too_weak',
      '/newPassword too_short',
      '/newPassword contains_handle',
      '/newPassword too_common',
    ]);
  });

  it('is refused on every path by the list and by what is known of the person (P15)', async () => {
    const admin = await identity.admin();
    const ada = await identity.member();
    const { handle, email } = somebody();
    for (const password of ['passwordpassword', 'LatchkeyLatchkey', email.toUpperCase()]) {
      const signUp = ['password_too_weak', '/password too_common'];
      const own = password === email.toUpperCase() ? ['/password contains_handle'] : [];
      const rows = [signUp[0], ...own, signUp[1]];
      expect(await rowsOf(identity.create({ handle, email, password }))).toEqual(rows);
      expect(await rowsOf(identity.create({ handle, email, password }, admin.caller))).toEqual(rows);
    }
    for (const newPassword of ['passwordpassword', 'LatchkeyLatchkey'])
      expect(await rowsOf(change(ada, { newPassword }))).toEqual([
        'password_too_weak',
        '/newPassword too_common',
      ]);
    expect(await rowsOf(change(ada, { newPassword: ada.email }))).toContain('/newPassword too_common');
  });

  it('that is too long is refused before anything is computed (P14)', async () => {
    const ada = await identity.member();
    const password = '🔑'.repeat(1025);
    const compute = await hashesFor(async () => {
      expect(await rowsOf(change(ada, { newPassword: password }))).toEqual([
        'password_too_weak',
        '/newPassword too_long',
      ]);
      expect(await rowsOf(identity.create({ password }))).toEqual([
        'password_too_weak',
        '/password too_long',
        '/password too_common',
      ]);
      const mebibyte = 'x'.repeat(1024 * 1024 - 4096);
      for (const asked of [
        identity.signIn(ada.handle, mebibyte),
        change(ada, { newPassword: mebibyte }),
        change(ada, { currentPassword: mebibyte }),
        identity.create({ password: mebibyte }),
      ])
        expect(await outcome(asked)).toBe('validation_failed');
    });
    expect(compute).toBe(0);
    await change(ada, { newPassword: '🔑🗝'.repeat(512) });
  });
});
