import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import type { Answer } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';
import { Redis } from 'ioredis';
import pg from 'pg';

describe('the throttle of wrong passwords', () => {
  let latchkey: Latchkey;
  let identity: pg.Client;
  beforeAll(async () => {
    latchkey = await Latchkey.start();
    identity = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.identity });
    await identity.connect();
  }, 120_000);
  afterAll(async () => {
    await identity?.end();
    await latchkey?.stop();
  });

  type Name = Pick<Person, 'handle'>;
  const guess = ({ handle }: Name, password = 'not it at all') => trySignIn(latchkey, { handle, password });
  /** One after the other. */
  async function guesses(name: Name, count: number): Promise<number[]> {
    const statuses: number[] = [];
    for (let i = 0; i < count; i++) statuses.push((await guess(name)).status);
    return statuses;
  }
  const change = (token: string, currentPassword: string) =>
    latchkey.ask('PUT', '/v1/users/me/password', {
      token,
      body: { currentPassword, newPassword: somebody().password },
    });
  /** What tells one refusal from another. */
  const told = ({ status, headers, body: { requestId: _, ...body } }: Answer) => ({
    ...{ status, body },
    headers: [...headers.keys()],
    challenge: headers.get('www-authenticate'),
  });
  /** As if the wait were over. */
  const waitIsOver = () => identity.query('UPDATE password_failure SET blocked_until = clock_timestamp()');

  it('begins with the fifth wrong one, and then lets not even the right one in', async () => {
    const ada = await signUp(latchkey);
    expect(await guesses(ada, 5)).toEqual([401, 401, 401, 401, 401]);
    for (const password of ['not it at all', ada.password]) {
      const refused = await guess(ada, password);
      expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(30);
    }
    // Whoever is in stays in.
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(200);
  });

  it('treats a name that nobody has like one that somebody has, to the letter', async () => {
    const [ada, nobody] = [await signUp(latchkey), somebody()];
    for (let i = 0; i < 7; i++) {
      const [known, unknown] = [await guess(ada), await guess(nobody)];
      expect(told(unknown)).toEqual(told(known));
      expect(known.status).toBe(i < 5 ? 401 : 429);
    }
    // Also in other letters, which mean the same name.
    expect((await guess({ handle: nobody.handle.toUpperCase() })).status).toBe(429);
    expect((await guess({ handle: ada.email.toUpperCase() })).status).toBe(429);
  });

  it('waits longer after each further one, and forgets all after a right one', async () => {
    const ada = await signUp(latchkey);
    await guesses(ada, 5);
    await waitIsOver();
    expect(await guesses(ada, 2)).toEqual([401, 429]);
    const wait = Number((await guess(ada)).headers.get('retry-after'));
    expect(wait).toBeGreaterThan(30);
    expect(wait).toBeLessThanOrEqual(60);
    await waitIsOver();
    expect((await guess(ada, ada.password)).status).toBe(201);
    expect(await guesses(ada, 6)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('counts the tries in a row: a right one begins anew', async () => {
    const ada = await signUp(latchkey);
    for (let round = 0; round < 3; round++) {
      expect(await guesses(ada, 4)).toEqual([401, 401, 401, 401]);
      expect((await guess(ada, ada.password)).status).toBe(201);
    }
  });

  it('is one for every door at which a password is asked for', async () => {
    const ada = await signUp(latchkey);
    expect(await guesses(ada, 2)).toEqual([401, 401]);
    expect(await change(ada.token, 'not it at all')).toMatchObject({
      status: 403,
      body: { code: 'wrong_password' },
    });
    const body = { currentPassword: 'not it at all' };
    const reset = await latchkey.ask('POST', '/v1/users/me/reset-authentication', { token: ada.token, body });
    expect(reset).toMatchObject({ status: 403, body: { code: 'wrong_password' } });
    expect((await guess({ handle: ada.email })).status).toBe(401);

    const refused = await change(ada.token, ada.password);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await guess(ada, ada.password)).status).toBe(429);
    await waitIsOver();
    expect((await change(ada.token, ada.password)).status).toBe(200);
  });

  it('lets no more than 100 of 300 guesses at once be checked', async () => {
    const [ada, nobody] = [await signUp(latchkey), somebody()];
    for (const name of [ada, nobody]) {
      const answers = await Promise.all(Array.from({ length: 300 }, (_, i) => guess(name, `guess ${i}`)));
      const of = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
      expect(of(401)).toBeGreaterThanOrEqual(5);
      expect(of(401)).toBeLessThanOrEqual(100);
      expect(of(401) + of(429) + of(503)).toBe(300);
      expect((await guess(name, ada.password)).status).toBe(429);
    }
  });

  it('stops at 100 wrong ones in a row, however long somebody waits (NIST SP 800-63B-4, 3.2.2)', async () => {
    const ada = await signUp(latchkey);
    await guess(ada);
    await identity.query('UPDATE password_failure SET failures = 99 WHERE subject = $1', [ada.id]);
    expect((await guess(ada)).status).toBe(401);
    await waitIsOver();
    const refused = await guess(ada, ada.password);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(3600);
  });

  it('is not forgiven by a restart, nor by an emptied Redis', async () => {
    const [ada, nobody] = [await signUp(latchkey), somebody()];
    for (const name of [ada, nobody]) expect(await guesses(name, 5)).toEqual([401, 401, 401, 401, 401]);

    const redis = new Redis(readConnections(latchkey.dataDir).redis);
    await redis.flushall();
    await redis.quit();
    const before = latchkey.pid('identity');
    latchkey.signal('identity', 'SIGKILL');
    await eventually(async () => {
      expect(latchkey.pid('identity')).not.toBe(before);
      await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    });
    expect((await guess(ada, ada.password)).status).toBe(429);
    expect((await guess(nobody)).status).toBe(429);
  });

  it('takes a try that died with its process for a wrong one', async () => {
    const ada = await signUp(latchkey);
    // What five tries leave behind whose process was killed, half a minute later.
    await identity.query(
      `INSERT INTO password_failure (subject, pending, pending_at) VALUES ($1, 5, clock_timestamp() - interval '31 s')`,
      [ada.id],
    );
    expect((await guess(ada)).status).toBe(401);
    expect((await guess(ada, ada.password)).status).toBe(429);
  });
});
