import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey, type Mail } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';
import { askForReset, completeReset, resetMails, resetTokens, tokenIn } from '@latchkey/testing/reset-link';

const fresh = () => somebody().password;

describe('links to set a new password, under attack', () => {
  let latchkey: Latchkey;
  let admin: string;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2', LATCHKEY_REPLICAS: '2' });
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(() => latchkey.stop());

  const request = (identifier: unknown, gateway = 1) =>
    latchkey.ask('POST', '/v1/password-resets', { body: { identifier }, gateway });
  const complete = (token: string, newPassword = fresh(), gateway = 1) =>
    completeReset(latchkey, token, { newPassword, gateway });
  const use = async (token: string, gateway = 1) =>
    (await latchkey.ask('GET', '/v1/users/me', { token, gateway })).status;
  const statuses = (tokens: readonly string[]) =>
    Promise.all(tokens.flatMap((token) => [use(token, 1), use(token, 2)]));
  const patch = (user: string, body: object) =>
    latchkey.ask('PATCH', `/v1/users/${user}`, { token: admin, body });
  const newKey = async (token: string): Promise<string> =>
    (await latchkey.ask('POST', '/v1/users/me/api-keys', { token, body: { rights: ['RIGHT_USER_ALL'] } }))
      .body.token;
  /** Requests that came later have been dealt with, those of before all the more: the oldest are taken first. */
  async function allHandled(): Promise<void> {
    for (let round = 0; round < 2; round++) await askForReset(latchkey, await signUp(latchkey));
  }
  const expectRefused = async (token: string, newPassword = fresh()) =>
    expect(await complete(token, newPassword)).toMatchObject({ status: 410, body: { code: 'link_expired' } });

  it.each<[string, unknown]>([
    ['a list', { identifier: ['a@example.com', 'eve@example.com'] }],
    ['an object', { identifier: { $gt: '' } }],
    ['nothing', {}],
    ['an empty text', { identifier: '' }],
    ['a number', { identifier: 7 }],
    ['a text that is too long', { identifier: 'a'.repeat(255) }],
    ['a second address', { identifier: 'a@example.com', email: 'eve@example.com' }],
  ])('P02 J02 is not asked for by %s', async (_, body) => {
    const answer = await latchkey.ask('POST', '/v1/password-resets', { body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
  });

  it('W02 is asked for, and set anew, by no other site’s page', async () => {
    const headers = { origin: 'https://evil.example' };
    for (const path of ['', '/complete']) {
      const answer = await latchkey.ask('POST', `/v1/password-resets${path}`, { body: {}, headers });
      expect(answer).toMatchObject({ status: 403, body: { code: 'cross_origin' } });
    }
  });

  it('ASVS 6.5.1 P11 of fifty uses at once, on both gateways, one has its way', async () => {
    const ada = await signUp(latchkey);
    const token = await askForReset(latchkey, ada);
    const passwords = Array.from({ length: 50 }, fresh);
    const answers = await Promise.all(passwords.map((one, i) => complete(token, one, 1 + (i % 2))));
    const won = answers.flatMap(({ status }, i) => (status === 200 ? [passwords[i] as string] : []));
    expect(won).toHaveLength(1);
    const lost = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(lost.filter((code) => !['link_expired', 'overloaded'].includes(code))).toEqual([]);
    await signIn(latchkey, { ...ada, password: won[0] as string });
    await expectRefused(token);
    await eventually(async () => {
      const query = 'action=password_reset.complete';
      const { body } = await latchkey.ask('GET', `/v1/users/${ada.id}/audit-log?${query}`, { token: admin });
      expect(body.items).toHaveLength(1);
    });
  });

  it('R07 ASVS 7.4.2 a link is dead once its account is suspended, and stays so when that is over', async () => {
    const ada = await signUp(latchkey);
    const token = await askForReset(latchkey, ada);
    expect((await patch(ada.id, { state: 'suspended' })).status).toBe(200);
    await expectRefused(token);
    expect((await patch(ada.id, { state: 'active' })).status).toBe(200);
    await expectRefused(token);
    expect((await trySignIn(latchkey, ada)).status).toBe(201);
  });

  it('E15 a link is dead once the address is another one', async () => {
    const ada = await signUp(latchkey);
    const token = await askForReset(latchkey, ada);
    expect((await patch(ada.id, { email: `new-${ada.email}` })).status).toBe(200);
    await expectRefused(token);
    const later = await askForReset(latchkey, { ...ada, email: `new-${ada.email}` });
    expect((await complete(later)).status).toBe(200);
  });

  it.each(['x', '0'.repeat(43), 'lk_ses_nothing', '%00', "' OR 1=1 --"])(
    'ASVS 9.2.2 what is no link is refused like one that is too old: %s',
    (token) => expectRefused(token),
  );

  it('ASVS 9.2.2 a link opens nothing but a new password, and a session is no link', async () => {
    const ada = await signUp(latchkey);
    const token = await askForReset(latchkey, ada);
    for (const sent of [{ token }, { cookie: `latchkey_session=${token}` }])
      expect((await latchkey.ask('GET', '/v1/users/me', sent)).status).toBe(401);
    await expectRefused(ada.token);
    expect((await complete(token)).status).toBe(200);
  });

  it('R20 a reset meanwhile of sign-ins and new keys leaves nothing that was begun before it', async () => {
    for (let round = 0; round < 3; round++) {
      const ada = await signUp(latchkey);
      const token = await askForReset(latchkey, ada);
      const password = fresh();
      const begun: Promise<string | undefined>[] = [];
      // Fewer than the account has to wait for: those that come too late are wrong passwords.
      for (let i = 0; i < 4; i++) {
        begun.push(trySignIn(latchkey, ada).then(({ body }) => body.token));
        begun.push(newKey(ada.token));
      }
      const [done, ...made] = await Promise.all([complete(token, password, 1 + (round % 2)), ...begun]);
      expect(done.status).toBe(200);
      const old = [ada.token, ...made].filter((one) => one !== undefined);
      expect(new Set(await statuses(old))).toEqual(new Set([401]));
      expect((await trySignIn(latchkey, { ...ada, password })).status).toBe(201);
    }
  });

  describe('an address that several claim', () => {
    const claim = (email: string): Promise<Person & { id: string; token: string }> =>
      signUp(latchkey, { ...somebody(), email });

    it('E02 is proved by the reset, and taken from the others with all that they had opened', async () => {
      const ada = await signUp(latchkey);
      const squatter = await claim(ada.email);
      const theirs = [squatter.token, await newKey(squatter.token)];
      expect((await request(ada.email)).status).toBe(202);
      await resetTokens(latchkey, ada.email, 2);
      const mails = await resetMails(latchkey, ada.email);
      const own = mails.find(({ text }) => text.includes(`account ${ada.handle},`));
      const other = mails.find(({ text }) => text.includes(`account ${squatter.handle},`));
      const password = fresh();
      expect((await complete(tokenIn(own as Mail), password)).status).toBe(200);
      expect(await statuses(theirs)).toEqual(Array(4).fill(401));
      await expectRefused(tokenIn(other as Mail));
      const { body } = await trySignIn(latchkey, { handle: ada.email, password });
      expect(body.user).toMatchObject({ id: ada.id, email: ada.email, emailVerified: true });
      const left = await latchkey.ask('GET', '/v1/users/me', { token: await signIn(latchkey, squatter) });
      expect(left.body).toMatchObject({ id: squatter.id, emailVerified: false });
    });

    it('E14 two who prove it at once: one has it', async () => {
      const ada = await signUp(latchkey);
      const eve = await claim(ada.email);
      const tokens = [await askForReset(latchkey, ada), await askForReset(latchkey, eve)];
      const answers = await Promise.all(tokens.map((token, i) => complete(token, fresh(), 1 + i)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
      const users = await Promise.all(
        [ada, eve].map(
          async ({ id }) => (await latchkey.ask('GET', `/v1/users/${id}`, { token: admin })).body,
        ),
      );
      const winner = answers.findIndex(({ status }) => status === 200);
      expect(users[winner]).toMatchObject({ email: ada.email, emailVerified: true });
      expect(users[1 - winner]).toMatchObject({ emailVerified: false });
    });

    it('E03 once proved, whoever else claims it is mailed no link to it', async () => {
      const ada = await signUp(latchkey);
      expect((await complete(await askForReset(latchkey, ada))).status).toBe(200);
      const eve = await claim(ada.email);
      expect((await request(eve.handle)).status).toBe(202);
      await allHandled();
      expect(await resetMails(latchkey, ada.email)).toHaveLength(1);
    });
  });
});
