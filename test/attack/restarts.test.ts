import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp } from '@latchkey/testing/people';

const patienceMs = 60_000;

describe('what was revoked, after a restart', () => {
  let latchkey: Latchkey;
  let ada: Person & { token: string };
  let dead: string[];
  let token: string;

  const use = async (credential: string) =>
    (await latchkey.ask('GET', '/v1/users/me', { token: credential })).status;
  /** 0: nobody answered. */
  const useIfAny = (credential: string) => use(credential).catch(() => 0);
  const newKey = async (by: string) => {
    const body = { rights: ['RIGHT_USER_INFO'] };
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', { token: by, body });
    expect(made.status).toBe(201);
    return made.body as { token: string; apiKey: { id: string } };
  };

  beforeAll(async () => {
    latchkey = await Latchkey.start();
    ada = await signUp(latchkey);
    const { token: reset } = await newKey(ada.token);
    dead = [ada.token, await signIn(latchkey, ada), reset];
    for (const credential of dead) expect(await use(credential)).toBe(200);
    await latchkey.ask('POST', '/v1/users/me/reset-authentication', { token: ada.token, body: {} });
    // And each in its own way: one ended, one deleted.
    token = await signIn(latchkey, ada);
    const [ended, deleted] = [await signIn(latchkey, ada), await newKey(token)];
    expect([await use(ended), await use(deleted.token)]).toEqual([200, 200]);
    await latchkey.ask('DELETE', '/v1/users/me/sessions/current', { token: ended });
    await latchkey.ask('DELETE', `/v1/users/me/api-keys/${deleted.apiKey.id}`, { token });
    dead.push(ended, deleted.token);
    for (const credential of dead) expect(await use(credential)).toBe(401);
  }, 120_000);
  afterAll(() => latchkey?.stop());

  it.each(['gateway', 'tokens', 'identity', 'redis', 'nats', 'postgres'])(
    'R05 of %s is as dead as before, meanwhile and afterwards',
    async (name) => {
      const before = latchkey.pid(name);
      const meanwhile = new Set<number>();
      latchkey.signal(name, 'SIGKILL');
      await eventually(async () => {
        const answers = await Promise.all(dead.map(useIfAny));
        for (const status of answers) meanwhile.add(status);
        expect(latchkey.pid(name)).not.toBe(before);
        expect(answers).toEqual(dead.map(() => 401));
        expect(await useIfAny(token)).toBe(200);
      }, patienceMs);
      // Who is not told no is told that nobody knows, and never let in.
      expect([...meanwhile].filter((status) => ![0, 401, 503].includes(status))).toEqual([]);
      expect(await Promise.all(dead.map(use))).toEqual(dead.map(() => 401));
      expect(await use(token)).toBe(200);
    },
    patienceMs + 10_000,
  );
});
