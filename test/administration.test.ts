import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import type { Answer } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';

describe('administration', () => {
  let latchkey: Latchkey;
  let admin: string;
  beforeAll(async () => {
    latchkey = await Latchkey.start({ LATCHKEY_REPLICAS: '2' });
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(() => latchkey.stop());

  const get = (token: string, user = 'me') => latchkey.ask('GET', `/v1/users/${user}`, { token });
  const patch = (token: string, body: object, user = 'me') =>
    latchkey.ask('PATCH', `/v1/users/${user}`, { token, body });
  const list = (query = '', token = admin) => latchkey.ask('GET', `/v1/users${query}`, { token });
  const handles = ({ body }: Answer): string[] => body.items.map((user: Person) => user.handle);
  const newKey = async (token: string): Promise<string> =>
    (await latchkey.ask('POST', '/v1/users/me/api-keys', { token, body: { rights: ['RIGHT_USER_ALL'] } }))
      .body.token;

  describe('the last administrator', () => {
    it.each<[string, object]>([
      ['give up the role', { admin: false }],
      ['be suspended', { state: 'suspended' }],
      ['do either beside something else', { name: 'x', admin: false }],
    ])('cannot %s', async (_, body) => {
      expect(await patch(admin, body)).toMatchObject({ status: 409, body: { code: 'last_admin' } });
      expect((await get(admin)).body).toMatchObject({ admin: true, state: 'active', name: null });
    });

    it('is one of two who take the role from each other at once', async () => {
      for (let round = 0; round < 5; round++) {
        const other = await signUp(latchkey);
        expect((await patch(admin, { admin: true }, other.id)).status).toBe(200);
        const token = await signIn(latchkey, other);
        const change = round % 2 === 0 ? { admin: false } : { state: 'suspended' };
        const wishes = [1, 2, 3].flatMap(() => [
          patch(admin, change, other.id),
          patch(token, change, 'admin'),
        ]);
        const answers = await Promise.all(wishes);
        const [byAdmin, byOther] = [0, 1].map((side) =>
          answers.filter(({ status }, i) => i % 2 === side && status === 200),
        );
        // One side has its way. The other is refused: as the last one, or because its powers were gone by then.
        expect([byAdmin?.length === 0, byOther?.length === 0].sort()).toEqual([false, true]);
        const refused = answers.map(({ status }) => status).filter((status) => status !== 200);
        expect(refused.filter((status) => ![401, 403, 404, 409].includes(status))).toEqual([]);
        if (byAdmin?.length === 0) {
          // Given back, so that the next round has its administrator.
          const again = await signIn(latchkey, other);
          expect((await patch(again, { admin: true, state: 'active' }, 'admin')).status).toBe(200);
          admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
          expect((await patch(admin, { admin: false }, other.id)).status).toBe(200);
        }
      }
      const { body } = await list('?limit=100');
      const admins = body.items.filter(
        (user: { admin: boolean; state: string }) => user.admin && user.state === 'active',
      );
      expect(admins.map((user: Person) => user.handle)).toEqual(['admin']);
    }, 60_000);
  });

  describe('suspension', () => {
    it('is in force with its answer: no session, no key, no sign-in; and later nothing comes back', async () => {
      const person = await signUp(latchkey);
      const key = await newKey(person.token);
      const old = [person.token, await signIn(latchkey, person), key];
      const statuses = () => Promise.all(old.map(async (token) => (await get(token)).status));
      expect(await statuses()).toEqual([200, 200, 200]);

      expect((await patch(admin, { state: 'suspended' }, person.id)).status).toBe(200);
      expect(await statuses()).toEqual([401, 401, 401]);
      expect(await trySignIn(latchkey, person)).toMatchObject({
        status: 403,
        body: { code: 'account_suspended' },
      });

      expect((await patch(admin, { state: 'active' }, person.id)).status).toBe(200);
      expect(await statuses()).toEqual([401, 401, 401]);
      const token = await signIn(latchkey, person);
      expect(await statuses()).toEqual([401, 401, 401]);
      expect((await latchkey.ask('GET', '/v1/users/me/api-keys', { token })).body.items).toEqual([]);
      const sessions = await latchkey.ask('GET', '/v1/users/me/sessions', { token });
      expect(sessions.body.items).toMatchObject([{ current: true }]);
    });

    it('leaves no session to a sign-in that raced it', async () => {
      const person = await signUp(latchkey);
      const racers = Array.from({ length: 8 }, () => trySignIn(latchkey, person));
      expect((await patch(admin, { state: 'suspended' }, person.id)).status).toBe(200);
      for (const { status, body } of await Promise.all(racers)) {
        expect([201, 401, 403, 503]).toContain(status);
        if (status === 201) expect((await get(body.token)).status).toBe(401);
      }
    });
  });

  it('the role that was taken away is gone with the answer, and with it what it opened', async () => {
    const person = await signUp(latchkey);
    expect((await patch(admin, { admin: true }, person.id)).status).toBe(200);
    await eventually(async () => expect((await list('', person.token)).status).toBe(200));
    expect((await patch(admin, { admin: false }, person.id)).status).toBe(200);
    expect((await get(person.token)).status).toBe(401);
    expect(await list('', await signIn(latchkey, person))).toMatchObject({
      status: 403,
      body: { code: 'admin_only' },
    });
  });

  describe('the list', () => {
    it('is for administrators', async () => {
      expect(await list('', (await signUp(latchkey)).token)).toMatchObject({
        status: 403,
        body: { code: 'admin_only' },
      });
      expect((await latchkey.ask('GET', '/v1/users')).status).toBe(401);
    });

    it('finds parts of a handle, name or address, in any case of letters; wildcards are letters', async () => {
      const mark = somebody().handle;
      const person = { ...somebody(), handle: `x${mark}`, email: `50.percent_${mark}@example.com` };
      await latchkey.ask('POST', '/v1/users', {
        body: { ...person, name: `The ${mark.toUpperCase()} 100%` },
      });
      for (const query of [
        `x${mark}`,
        mark.slice(2),
        mark.toUpperCase(),
        `percent_${mark}`,
        `the ${mark}`,
        `${mark} 100%`,
      ]) {
        expect([query, handles(await list(`?query=${encodeURIComponent(query)}`))]).toEqual([
          query,
          [person.handle],
        ]);
      }
      for (const query of [`${mark}%example`, `50_percent_${mark}`, `${mark}\\`, "' OR 1=1 --"]) {
        expect(handles(await list(`?query=${encodeURIComponent(query)}`))).toEqual([]);
      }
    });

    it('can be of one state', async () => {
      const person = await signUp(latchkey);
      await patch(admin, { state: 'suspended' }, person.id);
      const suspended = await list('?state=suspended&limit=100');
      expect(handles(suspended)).toContain(person.handle);
      expect(new Set(suspended.body.items.map((user: { state: string }) => user.state))).toEqual(
        new Set(['suspended']),
      );
      expect(handles(await list(`?state=active&query=${person.handle}`))).toEqual([]);
      expect((await list('?state=gone')).status).toBe(422);
    });

    it('goes on where a page ended, whoever signs up meanwhile', async () => {
      const mark = somebody().handle;
      const sign = (n: number) =>
        latchkey.ask('POST', '/v1/users', { body: { ...somebody(), handle: `${mark}-${n}` } });
      // Two at once may well have the same time.
      for (const n of [1, 3, 5]) await Promise.all([sign(n), sign(n + 1)]);
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let n = 7; cursor !== null; n++) {
        const page = await list(`?query=${mark}&limit=2${cursor && `&cursor=${cursor}`}`);
        seen.push(...handles(page));
        cursor = page.body.nextCursor;
        await sign(n);
      }
      expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `${mark}-${n}`));
    });
  });
});
