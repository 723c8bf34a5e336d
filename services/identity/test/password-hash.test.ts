import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { somebody } from '@latchkey/testing/people';
import { hash } from '@node-rs/argon2';
import { Identity, type Member, outcome, refusal } from './support/identity.js';

let identity: Identity;
beforeAll(async () => {
  identity = await Identity.start();
}, 240_000);
afterAll(() => identity.world.stop(), 30_000);

const wrong = 'not the password at all';

describe('a flood', () => {
  it('beyond the queue is told to come back, and is no failure; who is signed in still changes a password', async () => {
    const narrow = await identity.run({ LATCHKEY_ARGON2_CONCURRENCY: '1', LATCHKEY_ARGON2_QUEUE: '2' });
    const [ada, bob] = [await identity.member(), await identity.member()];
    let over = false;
    const seen: Record<string, number> = {};
    const flood = Array.from({ length: 30 }, async () => {
      while (!over) {
        const code = await outcome(identity.signIn(somebody().handle, wrong));
        seen[code] = (seen[code] ?? 0) + 1;
      }
    });
    await eventually(() => expect(seen.overloaded).toBeGreaterThan(50));
    let { password } = ada;
    for (let round = 0; round < 5; round++) {
      const newPassword = somebody().password;
      await identity.change(ada, password, newPassword);
      password = newPassword;
    }
    const strangers = await Promise.all(Array.from({ length: 20 }, () => refusalOrNothing(bob)));
    over = true;
    await Promise.all(flood);
    expect(Object.keys(seen).sort()).toEqual(['invalid_credentials', 'overloaded']);
    const turnedAway = strangers.find((one) => one?.code === 'overloaded');
    expect(turnedAway).toMatchObject({ kind: 'unavailable', retryAfterSeconds: 1 });
    // Nobody's failure: the right password is still looked at.
    expect(await outcome(identity.signIn(bob.handle, bob.password))).toBe('ok');
    expect(await identity.world.sql(`SELECT 1 FROM password_failure WHERE subject = '${bob.id}'`)).toEqual(
      [],
    );
    await narrow.stop();
  });

  const refusalOrNothing = (member: Member) =>
    refusal(identity.signIn(member.handle, member.password)).catch(() => undefined);
});

describe('a hash of lower parameters', () => {
  const phc = async (id: string) => {
    const [row] = await identity.world.sql<{ password_hash: string; password_version: number }>(
      `SELECT password_hash, password_version FROM app_user WHERE id = '${id}'`,
    );
    return row;
  };

  it('is replaced at the next sign-in, under the same version; a better one stays', async () => {
    const weak = await identity.run({ LATCHKEY_ARGON2_PASSES: '1' });
    const ada = await identity.member();
    expect((await phc(ada.id))?.password_hash).toContain('$m=19456,t=1,p=1$');
    await weak.stop();
    const replicas = [await identity.run(), await identity.run()];
    await identity.signIn(ada.handle, ada.password);
    const better = await phc(ada.id);
    expect(better).toMatchObject({
      password_hash: expect.stringContaining('$m=19456,t=2,p=1$'),
      password_version: 1,
    });
    await identity.signIn(ada.handle, ada.password);
    expect(await phc(ada.id)).toEqual(better);
    await Promise.all(replicas.map((one) => one.stop()));
  });

  it('that is replaced while the password changes never takes the new one’s place (P30)', async () => {
    await Promise.all([identity.run(), identity.run()]);
    const ada = await identity.member();
    let { password } = ada;
    let overtaken = 0;
    for (let round = 0; round < 15; round++) {
      const weak = await weakHash(password);
      await identity.world.sql(`UPDATE app_user SET password_hash = '${weak}' WHERE id = '${ada.id}'`);
      const newPassword = somebody().password;
      const change = identity.change(ada, password, newPassword);
      const signIns = Array.from({ length: 3 }, () => outcome(identity.signIn(ada.handle, password)));
      await change;
      overtaken += (await Promise.all(signIns)).filter((code) => code === 'ok').length;
      expect(await outcome(identity.signIn(ada.handle, password))).toBe('invalid_credentials');
      expect(await outcome(identity.signIn(ada.handle, newPassword))).toBe('ok');
      password = newPassword;
    }
    // Else nothing raced.
    expect(overtaken).toBeGreaterThan(0);
  });

  const weakHash = (password: string) =>
    hash(password, { algorithm: 2, memoryCost: 19_456, timeCost: 1, parallelism: 1 });
});
