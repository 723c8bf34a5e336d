import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signInRefused } from '@latchkey/contracts/identity/password';
import { somebody } from '@latchkey/testing/people';
import type { ServiceProcess } from '@latchkey/testing/service-process';
import { compared, Identity, outcome, refusal } from './support/identity.js';

let identity: Identity;
let replicas: ServiceProcess[];
beforeAll(async () => {
  identity = await Identity.start();
  // Two, since the count of an account must hold whichever replica is asked.
  replicas = await Promise.all([identity.run(), identity.run()]);
}, 240_000);
afterAll(() => identity.world.stop(), 30_000);

const wrong = 'not the password at all';

describe('a sign-in', () => {
  it('tells who it is and under which versions, by handle or address, in any case of letters', async () => {
    const ada = await identity.member();
    for (const name of [ada.handle, ada.handle.toUpperCase(), ada.email, ada.email.toUpperCase()]) {
      const { user, snapshot } = await identity.signIn(name, ada.password);
      expect(user).toMatchObject({ id: ada.id, handle: ada.handle });
      expect(snapshot).toMatchObject({ userId: ada.id, version: 1, passwordVersion: 1, state: 'active' });
      expect(JSON.stringify({ user, snapshot })).not.toContain('argon2');
    }
    const [row] = await identity.world.sql<{ recent: boolean; version: number }>(
      `SELECT last_sign_in_at > now() - interval '1 minute' AS recent, version FROM app_user WHERE id = '${ada.id}'`,
    );
    expect(row).toEqual({ recent: true, version: 1 });
  });

  it('I01 answers alike and works as much for a wrong password, an unknown name, an account without password', async () => {
    const admin = await identity.admin();
    const ada = await identity.member();
    const { password: _, ...without } = somebody();
    await identity.create({ ...without, password: undefined }, admin.caller);
    const nobody = somebody();
    const names = [ada.handle, ada.email, without.handle, nobody.handle, nobody.email, '', ' ', 'usr_x', "'"];
    const refusals = [];
    for (const name of names) {
      const before = await compared(...replicas);
      refusals.push(await refusal(identity.signIn(name, wrong)));
      expect(await compared(...replicas)).toBe(before + 1);
    }
    expect(new Set(refusals.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(refusals[0]).toEqual({
      kind: 'unauthenticated',
      code: 'invalid_credentials',
      message: expect.any(String),
    });
  });

  it('takes the whole password: what comes after the 72nd character counts', async () => {
    const password = `${'Quiet harbour '.repeat(20)}1`;
    const ada = await identity.member({ password });
    expect(await outcome(identity.signIn(ada.handle, `${password.slice(0, -1)}2`))).toBe(
      'invalid_credentials',
    );
    expect(await outcome(identity.signIn(ada.handle, password))).toBe('ok');
  });

  it('takes a password however its letters are composed, and no letter for another', async () => {
    const password = 'Größe über alles, né?';
    const ada = await identity.member({ password: password.normalize('NFC') });
    expect(await outcome(identity.signIn(ada.handle, password.normalize('NFD')))).toBe('ok');
    expect(await outcome(identity.signIn(ada.handle, 'Ｇröße über alles, né?'))).toBe('invalid_credentials');
  });

  it.each(['suspended', 'deleting'])(
    'to a %s account is refused, and so told only to who knows the password',
    async (state) => {
      const ada = await identity.member();
      const deletesAt = state === 'deleting' ? `now() + interval '1 day'` : 'NULL';
      await identity.world.sql(
        `UPDATE app_user SET state = '${state}', deletes_at = ${deletesAt} WHERE id = '${ada.id}'`,
      );
      expect(await outcome(identity.signIn(ada.handle, wrong))).toBe('invalid_credentials');
      expect(await outcome(identity.signIn(ada.handle, ada.password))).toBe('account_suspended');
      const reasons = (await identity.recorded(signInRefused, ada.id)).map(({ reason }) => reason);
      expect(reasons).toEqual(['invalid_credentials', 'account_suspended']);
    },
  );

  it('that is refused is recorded once, for the account that was tried', async () => {
    const ada = await identity.member();
    expect(await outcome(identity.signIn(ada.email, wrong))).toBe('invalid_credentials');
    const [refused, ...more] = await identity.recorded(signInRefused, ada.id);
    expect(more).toEqual([]);
    expect(refused).toMatchObject({
      reason: 'invalid_credentials',
      actor: { userId: null, credentialId: null, ipAddress: '203.0.113.7' },
    });
    expect(JSON.stringify(refused)).not.toContain(wrong);
  });
});
