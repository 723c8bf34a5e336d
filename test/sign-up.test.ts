import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';

describe('sign-up', () => {
  let latchkey: Latchkey;
  let admin: string;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(() => latchkey.stop());

  const create = (body: object, it: { token?: string; key?: string } = {}) =>
    latchkey.ask('POST', '/v1/users', {
      body,
      token: it.token,
      ...(it.key === undefined ? {} : { headers: { 'idempotency-key': it.key } }),
    });
  const found = async (query: string): Promise<{ id: string; handle: string }[]> =>
    (await latchkey.ask('GET', `/v1/users?query=${encodeURIComponent(query)}`, { token: admin })).body.items;

  it('answers the new user, who may sign in by handle and by address, in any case of letters', async () => {
    const person = somebody();
    const { status, body } = await create({ ...person, name: 'Ada' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^usr_[0-9A-Za-z]{20}$/),
      handle: person.handle,
      email: person.email,
      name: 'Ada',
      emailVerified: false,
      pendingEmail: null,
      admin: false,
      state: 'active',
      passwordChangedAt: null,
      lastSignInAt: null,
    });
    expect(JSON.stringify(body)).not.toMatch(/password(?!ChangedAt)|argon/i);
    for (const handle of [
      person.handle,
      person.handle.toUpperCase(),
      person.email,
      person.email.toUpperCase(),
    ]) {
      expect((await trySignIn(latchkey, { handle, password: person.password })).status).toBe(201);
    }
  });

  describe('with an Idempotency-Key', () => {
    it('the same request has the same answer, and makes nothing new', async () => {
      const [person, key] = [somebody(), randomUUID()];
      const first = await create(person, { key });
      const again = await create(Object.fromEntries(Object.entries(person).reverse()), { key });
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      expect(await found(person.handle)).toHaveLength(1);
    });

    it.each<[string, object]>([
      ['another handle', { handle: somebody().handle }],
      ['another password', { password: somebody().password }],
      ['a name more', { name: 'Ada' }],
    ])('another request is refused: %s', async (_, change) => {
      const [person, key] = [somebody(), randomUUID()];
      expect((await create(person, { key })).status).toBe(201);
      const other = await create({ ...person, ...change }, { key });
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    });

    it('the same request five times at once makes one account, and all hear of it', async () => {
      const [person, key] = [somebody(), randomUUID()];
      const answers = await Promise.all(Array.from({ length: 5 }, () => create(person, { key })));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await found(person.handle)).toHaveLength(1);
    });

    it('two requests at once under one key: one is made, the other refused', async () => {
      const key = randomUUID();
      const people = [somebody(), somebody()];
      const answers = await Promise.all(people.map((person) => create(person, { key })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
      const made = await Promise.all(people.map(({ handle }) => found(handle)));
      expect(made.flat()).toHaveLength(1);
    });

    it('what one person made under a key is no answer to another', async () => {
      const key = randomUUID();
      const [mine, others] = [somebody(), somebody()];
      expect((await create(mine, { key })).status).toBe(201);
      const made = await create(others, { key, token: admin });
      expect(made).toMatchObject({ status: 201, body: { handle: others.handle } });
    });

    it('a key that cannot be kept is refused', async () => {
      const person = somebody();
      for (const key of ['', 'x'.repeat(256)]) {
        expect(await create(person, { key })).toMatchObject({
          status: 422,
          body: { code: 'validation_failed' },
        });
      }
      expect(await found(person.handle)).toEqual([]);
    });
  });

  describe('a handle', () => {
    it('that is taken is refused', async () => {
      const ada = await signUp(latchkey);
      expect(await create({ ...somebody(), handle: ada.handle })).toMatchObject({
        status: 409,
        body: { code: 'handle_taken' },
      });
    });

    it('that five want at once goes to exactly one', async () => {
      const { handle } = somebody();
      const people = Array.from({ length: 5 }, () => ({ ...somebody(), handle }));
      const answers = await Promise.all(people.map((person) => create(person)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
      const winner = people[answers.findIndex(({ status }) => status === 201)];
      expect(await found(handle)).toMatchObject([{ handle }]);
      expect((await found(winner?.email ?? '')).map((user) => user.handle)).toEqual([handle]);
    });

    it('that is reserved is an administrator’s to give', async () => {
      const person = { ...somebody(), handle: 'postmaster' };
      expect((await create(person)).body).toMatchObject({
        errors: [{ pointer: '/handle', code: 'reserved' }],
      });
      expect((await create(person, { token: admin })).status).toBe(201);
    });
  });

  describe('an address', () => {
    it('that another account has verified answers as any other, is not theirs, and its holder is told', async () => {
      const about = async () =>
        (await latchkey.mails('admin@localhost')).filter(({ subject }) => /your address/i.test(subject))
          .length;
      const before = await about();
      const person = { ...somebody(), email: 'Admin@Localhost' };
      const [free, claimed] = [await create(somebody()), await create(person)];
      expect(claimed.status).toBe(201);
      expect(Object.keys(claimed.body)).toEqual(Object.keys(free.body));
      expect(claimed.body).toMatchObject({ email: 'Admin@Localhost', emailVerified: false });
      expect([...claimed.headers.keys()]).toEqual([...free.headers.keys()]);
      await eventually(async () => expect(await about()).toBe(before + 1));

      // The address signs its holder in, and nobody else.
      expect(
        (await trySignIn(latchkey, { handle: 'admin@localhost', password: person.password })).status,
      ).toBe(401);
      const holder = await trySignIn(latchkey, {
        handle: 'admin@localhost',
        password: latchkey.adminPassword,
      });
      expect(holder.body.user.handle).toBe('admin');
    });

    it('that another account has verified is told to administrators, and nothing is made', async () => {
      const person = { ...somebody(), email: 'admin@localhost' };
      const refused = await create(person, { token: admin });
      expect(refused).toMatchObject({ status: 409, body: { code: 'email_taken' } });
      expect(await found(person.handle)).toEqual([]);
    });

    it('that two claim and nobody has proved signs neither in', async () => {
      const [one, two] = [await signUp(latchkey), somebody()];
      expect((await create({ ...two, email: one.email })).status).toBe(201);
      for (const { password } of [one, two]) {
        expect((await trySignIn(latchkey, { handle: one.email, password })).status).toBe(401);
      }
      expect((await trySignIn(latchkey, { ...two })).status).toBe(201);
    });

    it.each([
      'ada',
      'ada@',
      '@example.com',
      'a b@example.com',
      'ada@example.com, bob@example.com',
      'ada@example.com\r\nBcc: x@y',
    ])('is none: %j', async (email) => {
      expect((await create({ ...somebody(), email })).body).toMatchObject({
        errors: [{ pointer: '/email' }],
      });
    });
  });

  describe('refuses, and makes nothing', () => {
    it.each<[string, object, number, string, string | undefined]>([
      ['a password that is too short', { password: 'short' }, 422, 'password_too_weak', '/password'],
      ['no password', { password: undefined }, 422, 'validation_failed', '/password'],
      ['an unknown property', { emailVerified: true }, 422, 'validation_failed', '/emailVerified'],
      ['a wish to be an administrator', { admin: true }, 403, 'admin_only', undefined],
      ['a wish not to be one', { admin: false }, 403, 'admin_only', undefined],
      ['a state', { state: 'active' }, 403, 'admin_only', undefined],
    ])('%s', async (_, change, status, code, pointer) => {
      const person = { ...somebody(), ...change };
      const refused = await create(person);
      expect([refused.status, refused.body.code]).toEqual([status, code]);
      expect(refused.body.errors?.map((row: { pointer: string }) => row.pointer)).toEqual(
        pointer && [pointer],
      );
      expect(await found(person.handle)).toEqual([]);
    });

    it('somebody who has an account, and a token that is not valid; a worn-out cookie is no obstacle', async () => {
      const { token } = await signUp(latchkey);
      expect(await create(somebody(), { token })).toMatchObject({
        status: 403,
        body: { code: 'admin_only' },
      });
      expect(await create(somebody(), { token: 'nonsense' })).toMatchObject({ status: 401 });
      const cookie = 'latchkey_session=nonsense';
      expect((await latchkey.ask('POST', '/v1/users', { cookie, body: somebody() })).status).toBe(201);
    });

    it('another site’s page', async () => {
      const person = somebody();
      const headers = { origin: 'https://evil.example' };
      const refused = await latchkey.ask('POST', '/v1/users', { headers, body: person });
      expect(refused).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
      expect(await found(person.handle)).toEqual([]);
    });
  });

  describe('by an administrator', () => {
    it('needs no password: nobody can sign in until there is one', async () => {
      const { password, ...person } = somebody();
      const { status, body } = await create({ ...person, admin: true }, { token: admin });
      expect([status, body.admin, body.passwordChangedAt]).toEqual([201, true, null]);
      for (const guess of [password, 'null', ' ']) {
        expect((await trySignIn(latchkey, { ...person, password: guess })).body.code).toBe(
          'invalid_credentials',
        );
      }
    });

    it('may make a suspended account: it does not open, and says so only to who knows its password', async () => {
      const person = somebody();
      expect((await create({ ...person, state: 'suspended' }, { token: admin })).status).toBe(201);
      expect(await trySignIn(latchkey, person)).toMatchObject({
        status: 403,
        body: { code: 'account_suspended' },
      });
      const wrong = await trySignIn(latchkey, { ...person, password: 'wrong' });
      expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } });
    });

    it('holds to the rules of passwords', async () => {
      const weak = await create({ ...somebody(), password: 'short' }, { token: admin });
      expect(weak).toMatchObject({ status: 422, body: { code: 'password_too_weak' } });
    });

    it('is not done with an administrator’s key (K17)', async () => {
      const rights = ['RIGHT_USER_ALL'];
      const { body } = await latchkey.ask('POST', '/v1/users/me/api-keys', {
        token: admin,
        body: { rights },
      });
      const refused = await create({ ...somebody(), admin: true }, { token: body.token });
      expect(refused).toMatchObject({ status: 403, body: { code: 'admin_only' } });
    });
  });
});
