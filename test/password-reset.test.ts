import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import type { Latchkey, Mail } from '@latchkey/testing/latchkey';
import { signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';
import { tokenIn } from '@latchkey/testing/reset-link';
import { another, PasswordResets } from './password-resets.js';

describe('a password reset by mail', () => {
  let resets: PasswordResets;
  let latchkey: Latchkey;
  let admin: string;
  beforeAll(async () => {
    resets = await PasswordResets.open();
    latchkey = resets.latchkey;
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(() => resets?.close());

  const use = async (token: string, gateway = 1) =>
    (await latchkey.ask('GET', '/v1/users/me', { token, gateway })).status;

  it('R01 P12 sets another password, and with the 200 everything old is dead on both gateways', async () => {
    const ada = await signUp(latchkey);
    const other = await signIn(latchkey, ada);
    const key = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    const old = [ada.token, other, key.body.token as string];
    for (const token of old) expect([await use(token, 1), await use(token, 2)]).toEqual([200, 200]);

    const { status, body } = await resets.complete(await resets.linkFor(ada));
    expect([status, body.revoked]).toEqual([200, { sessions: 2, cliTokens: 0, apiKeys: 1 }]);
    for (const token of old) expect([await use(token, 1), await use(token, 2)]).toEqual([401, 401]);
    expect((await trySignIn(latchkey, ada)).status).toBe(401);

    const token = await signIn(latchkey, { ...ada, password: another });
    const me = await latchkey.ask('GET', '/v1/users/me', { token });
    expect(me.body).toMatchObject({ id: ada.id, emailVerified: true });
    await eventually(async () => {
      const mails = await latchkey.mails(ada.email);
      expect(mails.filter((mail) => mail.subject === 'Your password was changed')).toHaveLength(1);
      const inbox = await latchkey.ask('GET', '/v1/users/me/notifications', { token });
      expect(inbox.body.items.map((item: { title: string }) => item.title)).toContain(
        'Your password was changed',
      );
      const log = await latchkey.ask('GET', '/v1/users/me/audit-log', { token });
      const actions = log.body.items.map((entry: { action: string }) => entry.action);
      expect(actions.filter((action: string) => action.startsWith('password'))).toEqual([
        'password_reset.complete',
        'password_reset.request',
      ]);
    });
  });

  it('ASVS 6.3.8 P08 answers everybody alike, and writes to those alone who have an account that is open', async () => {
    const [ada, suspended] = [await signUp(latchkey), await signUp(latchkey)];
    const patched = await latchkey.ask('PATCH', `/v1/users/${suspended.id}`, {
      token: admin,
      body: { state: 'suspended' },
    });
    expect(patched.status).toBe(200);
    const nobody = somebody();
    const asked = [
      ada.handle,
      ada.email,
      suspended.handle,
      suspended.email,
      nobody.handle,
      nobody.email,
      ' ',
      '%',
    ];
    const answers = await Promise.all(asked.map((name) => resets.request(name)));
    const told = answers.map(({ status, body, headers }) => ({
      status,
      body,
      headers: [...headers.keys()].filter((name) => name !== 'connection').sort(),
    }));
    expect(told).toEqual(asked.map(() => ({ ...told[0], status: 202 })));
    await resets.lookedAt();
    await resets.nthLink(ada.email, 2);
    expect([await resets.offers(suspended.id), await resets.mails(nobody.email)]).toEqual([0, []]);
  });

  it.each([
    ['an array', ['a', 'b']],
    ['an object', { a: 1 }],
    ['a number', 7],
    ['nothing', ''],
    ['too much', 'a'.repeat(255)],
  ])('P02 refuses %s for a name', async (_, identifier) => {
    const { status, body } = await resets.request(identifier);
    expect([status, body.code]).toEqual([422, 'validation_failed']);
  });

  it('W02 refuses another site that asks in a visitor’s name', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const body = { identifier: 'admin' };
    expect((await latchkey.ask('POST', '/v1/password-resets', { body, headers })).status).toBe(403);
  });

  it('P03 links to the configured origin, whatever the request says of itself', async () => {
    const ada = await signUp(latchkey);
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      forwarded: 'host=evil.example',
    };
    await latchkey.ask('POST', '/v1/password-resets', { body: { identifier: ada.email }, headers });
    await resets.nthLink(ada.email, 1);
    const [mail] = await resets.mails(ada.email);
    const origins = [...`${mail?.text} ${mail?.html}`.matchAll(/\b\w+:\/\/[^/\s"]+/g)].map(
      ([origin]) => origin,
    );
    expect(new Set(origins)).toEqual(new Set([`http://localhost:${latchkey.ports.gateway}`]));
  });

  it('sends one account no more than three links an hour', async () => {
    const ada = await signUp(latchkey);
    await Promise.all(Array.from({ length: 8 }, () => resets.request(ada.handle)));
    await resets.lookedAt();
    expect(await resets.offers(ada.id)).toBe(3);
    await resets.nthLink(ada.email, 3);
  });

  it('opens an account again that too many wrong passwords have closed', async () => {
    const ada = await signUp(latchkey);
    await resets.identity.query('INSERT INTO password_failure (subject, failures) VALUES ($1, 100)', [
      ada.id,
    ]);
    expect((await trySignIn(latchkey, ada)).status).toBe(429);
    expect((await resets.complete(await resets.linkFor(ada))).status).toBe(200);
    await signIn(latchkey, { ...ada, password: another });
  });

  it('goes to everybody who says that the address is theirs, and is theirs alone who proves it', async () => {
    const { email } = somebody();
    const squatter = await signUp(latchkey, { ...somebody(), email });
    const owner = await signUp(latchkey, { ...somebody(), email });
    await resets.request(email);
    await resets.nthLink(email, 2);
    const mails = await resets.mails(email);
    const own = mails.find(({ text }) => text.includes(owner.handle));
    expect((await resets.complete(tokenIn(own as Mail))).status).toBe(200);

    expect((await trySignIn(latchkey, { handle: email, password: another })).body.user.id).toBe(owner.id);
    await resets.request(email);
    await resets.nthLink(email, 3);
    const last = (await resets.mails(email)).at(-1);
    expect([last?.text.includes(owner.handle), last?.text.includes(squatter.handle)]).toEqual([true, false]);
    expect(await resets.offers(squatter.id)).toBe(1);
  });

  it('kills what was made by those who claim an address that somebody else proves', async () => {
    const { email } = somebody();
    const squatter = await signUp(latchkey, { ...somebody(), email });
    const owner = await signUp(latchkey, { ...somebody(), email });
    const key = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: squatter.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    const old = [squatter.token, key.body.token as string];
    for (const token of old) expect([await use(token, 1), await use(token, 2)]).toEqual([200, 200]);
    expect((await resets.request(owner.handle)).status).toBe(202);
    expect((await resets.complete(await resets.nthLink(email, 1))).body.revoked.sessions).toBe(1);
    for (const token of old) expect([await use(token, 1), await use(token, 2)]).toEqual([401, 401]);
    // Its account stays its own.
    expect((await trySignIn(latchkey, squatter)).status).toBe(201);
  });
});
