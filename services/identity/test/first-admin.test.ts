import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { userCreated } from '@latchkey/contracts/identity/user';
import { Identity, outcome } from './support/identity.js';

let identity: Identity;
beforeAll(async () => {
  identity = await Identity.start();
}, 240_000);
afterAll(() => identity.world.stop(), 30_000);

const administrators = () =>
  identity.world.sql<{ id: string; handle: string; email: string; email_verified: boolean }>(
    'SELECT id, handle, email, email_verified FROM app_user WHERE admin',
  );

describe('the first administrator', () => {
  it('is not made without a password, and the log says so', async () => {
    const started = await identity.world.run();
    expect(await administrators()).toEqual([]);
    expect(started.output()).toContain('LATCHKEY_ADMIN_PASSWORD is not set');
    await started.stop();
  });

  it('is made once by replicas that start together, by the operator’s choice of password', async () => {
    const env = { LATCHKEY_ADMIN_HANDLE: 'Root', LATCHKEY_ADMIN_PASSWORD: 'short' };
    const started = await Promise.all([1, 2, 3].map(() => identity.world.run(env)));
    const [admin, ...more] = await administrators();
    expect(more).toEqual([]);
    expect(admin).toMatchObject({ handle: 'Root', email: 'Root@localhost', email_verified: true });
    expect(await identity.recorded(userCreated, admin?.id ?? '')).toMatchObject([
      { admin: true, version: 1 },
    ]);
    for (const name of ['root', 'root@localhost'])
      expect(await outcome(identity.signIn(name, 'short'))).toBe('ok');
    for (const one of started) expect(one.output()).not.toContain('short');
    await Promise.all(started.map((one) => one.stop()));
  });

  it('keeps what it has when settings change', async () => {
    const before = await administrators();
    await identity.world.run({ LATCHKEY_ADMIN_HANDLE: 'other', LATCHKEY_ADMIN_PASSWORD: 'another' });
    expect(await administrators()).toEqual(before);
    expect(await outcome(identity.signIn('root', 'short'))).toBe('ok');
  });
});
