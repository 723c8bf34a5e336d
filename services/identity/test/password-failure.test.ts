import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proveCurrentPassword, signInRefused } from '@latchkey/contracts/identity/password';
import { openDatabase } from '@latchkey/database/database.module';
import { eventually } from '@latchkey/testing/eventually';
import { somebody } from '@latchkey/testing/people';
import type { ServiceProcess } from '@latchkey/testing/service-process';
import { hash } from '@node-rs/argon2';
import { PasswordFailureService } from '../src/password/password-failure.service.js';
import { compared, Identity, type Member, outcome, outcomes, refusal } from './support/identity.js';

let identity: Identity;
let replicas: ServiceProcess[];
beforeAll(async () => {
  identity = await Identity.start();
  // Two, since the count of an account must hold whichever replica is asked.
  replicas = await Promise.all([identity.run(), identity.run()]);
}, 240_000);
afterAll(() => identity.world.stop(), 30_000);

const wrong = 'not the password at all';
const prove = ({ caller }: Member, currentPassword: string) =>
  identity.rpc.call(proveCurrentPassword, { caller, currentPassword });
const failuresOf = async (subject: string) =>
  identity.world.sql<{ failures: number; pending: number }>(
    `SELECT failures, pending FROM password_failure WHERE subject = '${subject}'`,
  );
/** As if the wait were over. */
const waitIsOver = (subject: string, failures?: number) =>
  identity.world.sql(
    `UPDATE password_failure SET blocked_until = now() - interval '1 second'
            ${failures === undefined ? '' : `, failures = ${failures}`} WHERE subject = '${subject}'`,
  );
const fail = async (identifier: string, times: number) => {
  for (let i = 0; i < times; i++)
    expect(await outcome(identity.signIn(identifier, wrong))).toBe('invalid_credentials');
};

describe('after five wrong passwords in a row', () => {
  it('the account waits, also for the right one, which nobody looks at', async () => {
    const ada = await identity.member();
    await fail(ada.handle, 5);
    const before = await compared(...replicas);
    for (const name of [ada.handle, ada.email]) {
      const refused = await refusal(identity.signIn(name, ada.password));
      expect(refused).toMatchObject({ kind: 'rate_limited', code: 'rate_limited' });
      expect(refused.retryAfterSeconds).toBeGreaterThan(0);
      expect(refused.retryAfterSeconds).toBeLessThanOrEqual(30);
    }
    expect(await compared(...replicas)).toBe(before);
  });

  it('an unknown name waits just so', async () => {
    const { handle } = somebody();
    await fail(handle, 5);
    const before = await compared(...replicas);
    const refused = await refusal(identity.signIn(handle, wrong));
    expect(Object.keys(refused).sort()).toEqual(['code', 'kind', 'message', 'retryAfterSeconds']);
    expect(refused.code).toBe('rate_limited');
    expect(await compared(...replicas)).toBe(before);
  });

  it('each further one doubles the wait, up to an hour; the hundredth ends it until a reset', async () => {
    const ada = await identity.member();
    await fail(ada.handle, 5);
    /** The wait after one more wrong password. */
    const next = async (failures?: number) => {
      await waitIsOver(ada.id, failures);
      await fail(ada.handle, 1);
      return refusal(identity.signIn(ada.handle, ada.password));
    };
    const within = (least: number, most: number, seconds = 0) => {
      expect(seconds).toBeGreaterThan(least);
      expect(seconds).toBeLessThanOrEqual(most);
    };
    within(30, 60, (await next()).retryAfterSeconds);
    within(60, 120, (await next()).retryAfterSeconds);
    within(1800, 3600, (await next(40)).retryAfterSeconds);
    const disabled = await next(99);
    expect(disabled).toMatchObject({ code: 'rate_limited', message: expect.stringMatching(/reset/i) });
    await waitIsOver(ada.id);
    expect(await outcome(identity.signIn(ada.handle, ada.password))).toBe('rate_limited');
    expect(await failuresOf(ada.id)).toEqual([{ failures: 100, pending: 0 }]);
  });

  it('a right one in between forgives', async () => {
    const ada = await identity.member();
    for (let round = 0; round < 2; round++) {
      await fail(ada.handle, 4);
      expect(await outcome(identity.signIn(ada.handle, ada.password))).toBe('ok');
    }
    expect(await failuresOf(ada.id)).toEqual([]);
  });

  it('sign-in, proof and change count together, and each is refused (P17, P24)', async () => {
    const ada = await identity.member();
    await fail(ada.handle, 2);
    expect(await outcome(prove(ada, wrong))).toBe('wrong_password');
    expect(await outcome(identity.change(ada, wrong, somebody().password))).toBe('wrong_password');
    expect(await outcome(prove(ada, wrong))).toBe('wrong_password');
    expect(await outcome(identity.signIn(ada.handle, ada.password))).toBe('rate_limited');
    expect(await outcome(prove(ada, ada.password))).toBe('rate_limited');
    expect(await outcome(identity.change(ada, ada.password, somebody().password))).toBe('rate_limited');
    // Of somebody signed in the gateway tells, which refuses the request: one entry for each try.
    const refused = await identity.recorded(signInRefused, ada.id);
    expect(refused.map(({ reason }) => reason)).toEqual([
      'invalid_credentials',
      'invalid_credentials',
      'rate_limited',
    ]);
  });

  it('a restart forgives nothing', async () => {
    const ada = await identity.member();
    await fail(ada.handle, 5);
    await Promise.all(replicas.map((one) => one.kill()));
    replicas = await Promise.all([identity.run(), identity.run()]);
    expect(await outcome(identity.signIn(ada.handle, ada.password))).toBe('rate_limited');
  });
});

describe('many tries at once (P18)', () => {
  const guesses = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => identity.signIn(name, `${wrong} ${i}`));

  it.each([
    ['an account', async () => (await identity.member()).handle],
    ['a name that nobody has', async () => somebody().handle],
  ])('of 300 wrong passwords for %s five are looked at', async (_, nameOf) => {
    const name = await nameOf();
    const before = await compared(...replicas);
    expect(await outcomes(guesses(name, 300))).toEqual({ invalid_credentials: 5, rate_limited: 295 });
    expect(await compared(...replicas)).toBe(before + 5);
  });

  it('the right one among those that come too late is refused', async () => {
    const ada = await identity.member();
    const early = guesses(ada.handle, 5);
    await eventually(async () => {
      const [row] = await failuresOf(ada.id);
      expect((row?.failures ?? 0) + (row?.pending ?? 0)).toBe(5);
    });
    const late = [...guesses(ada.handle, 20), identity.signIn(ada.handle, ada.password)];
    await outcomes(early);
    expect(await outcomes(late)).toEqual({ rate_limited: 21 });
  });

  it('after a wait they are looked at one by one', async () => {
    const ada = await identity.member();
    await fail(ada.handle, 5);
    await waitIsOver(ada.id);
    expect(await outcomes(guesses(ada.handle, 50))).toEqual({ invalid_credentials: 1, rate_limited: 49 });
  });

  it('who signs in rightly twenty times at once is let in twenty times', async () => {
    const ada = await identity.member();
    const asked = Array.from({ length: 20 }, () => identity.signIn(ada.handle, ada.password));
    expect(await outcomes(asked)).toEqual({ ok: 20 });
  });

  it('a try whose process died counts as wrong, and holds nobody up for ever', async () => {
    const ada = await identity.member();
    const setHash = (phc: string) =>
      identity.world.sql(`UPDATE app_user SET password_hash = '${phc}' WHERE id = '${ada.id}'`);
    const [row] = await identity.world.sql<{ password_hash: string }>(
      `SELECT password_hash FROM app_user WHERE id = '${ada.id}'`,
    );
    // Slow to compare with, so that it is killed in the middle.
    await setHash(await hash('x', { algorithm: 2, memoryCost: 19_456, timeCost: 300, parallelism: 1 }));
    const asked = identity.signIn(ada.handle, ada.password).catch(() => undefined);
    await eventually(async () => expect(await failuresOf(ada.id)).toEqual([{ failures: 0, pending: 1 }]));
    await Promise.all(replicas.map((one) => one.kill()));
    await setHash(row?.password_hash ?? '');
    replicas = await Promise.all([identity.run(), identity.run()]);
    expect(await failuresOf(ada.id)).toEqual([{ failures: 0, pending: 1 }]);
    await identity.world.sql(
      `UPDATE password_failure SET pending_at = now() - interval '31 seconds' WHERE subject = '${ada.id}'`,
    );
    await fail(ada.handle, 1);
    expect(await failuresOf(ada.id)).toEqual([{ failures: 2, pending: 0 }]);
    await asked;
  });
});

describe('names that nobody has', () => {
  it('are forgotten a week after the last try; accounts are not', async () => {
    const [ada, nobody, recent] = [await identity.member(), somebody(), somebody()];
    for (const { handle } of [ada, nobody, recent]) await fail(handle, 5);
    const [subject] = await identity.world.sql<{ subject: string }>(
      `SELECT subject FROM password_failure WHERE subject LIKE 'unknown:%' ORDER BY pending_at DESC OFFSET 1 LIMIT 1`,
    );
    await identity.world.sql(
      `UPDATE password_failure SET pending_at = now() - interval '8 days', blocked_until = now()
        WHERE subject IN ('${ada.id}', '${subject?.subject}')`,
    );
    const url = identity.world.env().DATABASE_URL ?? '';
    const database = await openDatabase({
      ...{ url, poolSize: 2, applicationName: 'test' },
      ...{ entities: [], migrations: [] },
    });
    try {
      await new PasswordFailureService(database).forgetUnknown();
    } finally {
      await database.destroy();
    }
    expect(await failuresOf(ada.id)).toHaveLength(1);
    expect(await failuresOf(subject?.subject ?? '')).toEqual([]);
    expect(await outcome(identity.signIn(recent.handle, wrong))).toBe('rate_limited');
    await fail(nobody.handle, 5);
  });
});
