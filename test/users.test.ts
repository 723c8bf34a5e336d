import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp, trySignIn } from '@latchkey/testing/people';

type Account = Person & { id: string; token: string };

describe('accounts', () => {
  let latchkey: Latchkey;
  let admin: string;
  let ada: Account;
  let bob: Account;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    [ada, bob] = await Promise.all([signUp(latchkey), signUp(latchkey)]);
  }, 120_000);
  afterAll(() => latchkey.stop());

  const get = (token: string, user = 'me') => latchkey.ask('GET', `/v1/users/${user}`, { token });
  const patch = (token: string, body: object, it: { user?: string; ifMatch?: string } = {}) =>
    latchkey.ask('PATCH', `/v1/users/${it.user ?? 'me'}`, {
      token,
      body,
      ...(it.ifMatch === undefined ? {} : { headers: { 'if-match': it.ifMatch } }),
    });
  const newKey = async (token: string, rights = ['RIGHT_USER_ALL']): Promise<string> =>
    (await latchkey.ask('POST', '/v1/users/me/api-keys', { token, body: { rights } })).body.token;

  describe('reading', () => {
    it('oneself as `me`, by handle and by id, whole', async () => {
      const mine = await get(ada.token);
      expect(mine).toMatchObject({
        status: 200,
        body: {
          id: ada.id,
          handle: ada.handle,
          email: ada.email,
          emailVerified: false,
          admin: false,
          state: 'active',
        },
      });
      expect(mine.body.lastSignInAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(mine.body.avatar).toMatchObject({ source: 'generated', sizes: { 64: expect.any(String) } });
      for (const user of [ada.id, ada.handle, ada.handle.toUpperCase()]) {
        expect((await get(ada.token, user)).body).toEqual(mine.body);
      }
      const picture = await fetch(latchkey.origin() + mine.body.avatar.sizes['64']);
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
    });

    it('others: id, handle, name and picture, and nothing else', async () => {
      const { status, body } = await get(bob.token, ada.handle);
      expect(status).toBe(200);
      expect(Object.keys(body).sort()).toEqual(['avatar', 'handle', 'id', 'name']);
      expect(JSON.stringify(body)).not.toContain(ada.email);
      expect((await get(admin, ada.handle)).body.email).toBe(ada.email);
    });

    it('an administrator’s key sees no more than anybody’s (K17)', async () => {
      const key = await newKey(admin);
      expect(Object.keys((await get(key, ada.handle)).body).sort()).toEqual([
        'avatar',
        'handle',
        'id',
        'name',
      ]);
      const all = await latchkey.ask('GET', '/v1/users', { token: key });
      expect(all).toMatchObject({ status: 403, body: { code: 'admin_only' } });
    });

    it('nobody: 404; without a sign-in: 401', async () => {
      for (const user of ['nobody-here', 'usr_00000000000000000000', '%20', 'a@b', '%2e%2e']) {
        expect(await get(ada.token, user)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      }
      expect((await latchkey.ask('GET', `/v1/users/${ada.handle}`)).status).toBe(401);
    });
  });

  describe('changing', () => {
    it('one’s names and address for notifications; null and blanks take away', async () => {
      const person = await signUp(latchkey);
      const wanted = { name: 'Ada Lovelace', notificationEmail: 'alerts@example.com' };
      expect(await patch(person.token, wanted)).toMatchObject({ status: 200, body: wanted });
      expect((await get(person.token)).body).toMatchObject({ ...wanted, firstName: 'Ada', lastName: 'King' });
      const none = { name: '  ', notificationEmail: null };
      expect((await patch(person.token, none)).body).toMatchObject({
        name: 'Ada King',
        notificationEmail: null,
      });
      expect(await patch(person.token, {})).toMatchObject({ status: 200 });
    });

    it.each<[string, object, string]>([
      ['a handle, which has a door of its own', { handle: 'else' }, '/handle'],
      ['an id', { id: 'usr_x' }, '/id'],
      ['a name that is too long', { name: 'x'.repeat(101) }, '/name'],
      ['a name with a line break', { name: 'a\nb' }, '/name'],
      ['a name that is a number', { name: 1 }, '/name'],
      ['an address that is none', { notificationEmail: 'x' }, '/notificationEmail'],
      ['a state that there is not', { state: 'deleting' }, '/state'],
    ])('not %s', async (_, body, pointer) => {
      const refused = await patch(admin, body, { user: bob.handle });
      expect(refused).toMatchObject({
        status: 422,
        body: { code: 'validation_failed', errors: [{ pointer }] },
      });
    });

    it.each<[string, object]>([
      ['the role', { admin: true }],
      ['the role one has', { admin: false }],
      ['the state', { state: 'active' }],
      ['the address', { email: 'new@example.com' }],
      ['the address beside a name', { name: 'Bob', email: 'new@example.com' }],
    ])('not, oneself: %s', async (_, body) => {
      const before = (await get(bob.token)).body;
      expect(await patch(bob.token, body)).toMatchObject({ status: 403, body: { code: 'admin_only' } });
      expect((await get(bob.token)).body).toEqual(before);
    });

    it('nobody else, who is not even there', async () => {
      expect(await patch(bob.token, { name: 'Eve' }, { user: ada.handle })).toMatchObject({ status: 404 });
      expect(await patch(bob.token, { name: 'Eve' }, { user: 'nobody-here' })).toMatchObject({ status: 404 });
      expect((await get(ada.token)).body.name).toBe('Ada');
    });

    it('not without the right to', async () => {
      const key = await newKey(ada.token, ['RIGHT_USER_INFO']);
      expect(await patch(key, { name: 'Eve' })).toMatchObject({
        status: 403,
        body: { code: 'insufficient_rights' },
      });
      expect((await get(ada.token)).body.name).toBe('Ada');
    });

    it('an administrator changes anybody’s address; it is unproved then', async () => {
      const person = await signUp(latchkey);
      const email = `new-${person.email}`;
      const changed = await patch(admin, { email }, { user: person.id });
      expect(changed).toMatchObject({ status: 200, body: { email, emailVerified: false } });
      expect((await trySignIn(latchkey, { ...person, handle: email })).status).toBe(201);
      expect((await trySignIn(latchkey, { ...person, handle: person.email })).status).toBe(401);
      const taken = await patch(admin, { email: 'ADMIN@localhost' }, { user: person.id });
      expect(taken).toMatchObject({ status: 409, body: { code: 'email_taken' } });
    });
  });

  describe('an ETag', () => {
    it('is strong, the same until something changes, and another for another view', async () => {
      const etag = async (token: string) => (await get(token, ada.handle)).headers.get('etag');
      const [first, again, ofBob, ofAdmin] = [
        await etag(ada.token),
        await etag(ada.token),
        await etag(bob.token),
        await etag(admin),
      ];
      expect(first).toMatch(/^"[^"]+"$/);
      expect(again).toBe(first);
      expect(ofBob).not.toBe(first);
      expect(ofAdmin).toBe(first);
    });

    it('in If-Match lets a write through once', async () => {
      const person = await signUp(latchkey);
      const ifMatch = (await get(person.token)).headers.get('etag') ?? '';
      const first = await patch(person.token, { name: 'one' }, { ifMatch });
      expect(first.status).toBe(200);
      expect(first.headers.get('etag')).toBe((await get(person.token)).headers.get('etag'));
      const late = await patch(person.token, { name: 'two' }, { ifMatch });
      expect(late).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
      expect((await get(person.token)).body.name).toBe('one');
    });

    it('of five writes at once lets one through', async () => {
      const person = await signUp(latchkey);
      const ifMatch = (await get(person.token)).headers.get('etag') ?? '';
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map((n) => patch(person.token, { name: `${n}` }, { ifMatch })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    });

    it('may stand among others, or be any; a weak one fits nothing (RFC 9110, 13.1.1)', async () => {
      const person = await signUp(latchkey);
      const etag = async () => (await get(person.token)).headers.get('etag') ?? '';
      const write = async (ifMatch: string) =>
        (await patch(person.token, { name: ifMatch.slice(0, 9) }, { ifMatch })).status;
      expect(await write(`"other", ${await etag()}`)).toBe(200);
      expect(await write('*')).toBe(200);
      expect(await write(`W/${await etag()}`)).toBe(412);
      expect(await write('"other"')).toBe(412);
      expect(await write((await etag()).replaceAll('"', ''))).toBe(412);
    });
  });
});
