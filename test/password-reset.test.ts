import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey, type Mail } from '@latchkey/testing/latchkey';
import { signIn, signUp, somebody, trySignIn } from '@latchkey/testing/people';
import { askForReset, completeReset, resetMails, resetTokens, tokenIn } from '@latchkey/testing/reset-link';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';

const another = 'An-Orchard-in-March-41';

describe('a password reset by mail', () => {
  let latchkey: Latchkey;
  let identity: pg.Client;
  let admin: string;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2' });
    identity = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.identity });
    await identity.connect();
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(async () => {
    await identity?.end();
    await latchkey?.stop();
  });

  const use = async (token: string, gateway = 1) =>
    (await latchkey.ask('GET', '/v1/users/me', { token, gateway })).status;
  const request = (identifier: string) =>
    latchkey.ask('POST', '/v1/password-resets', { body: { identifier } });
  const complete = (token: string, newPassword = another) => completeReset(latchkey, token, { newPassword });
  /** Until everything that was asked for was looked at. */
  const lookedAt = () =>
    eventually(async () => {
      expect((await identity.query('SELECT 1 FROM password_reset_request')).rows).toEqual([]);
    });
  /** Links that an account was to be sent. */
  const offers = async (userId: string) =>
    (await identity.query('SELECT 1 FROM password_reset WHERE user_id = $1', [userId])).rowCount;

  /** As the mailer asks for it. */
  async function issueAgain(passwordResetId: string) {
    const url = new URL(readConnections(latchkey.dataDir).nats.operator);
    const bus = await connect({ servers: url.host, user: url.username, pass: url.password });
    const pattern = 'rpc.identity.password-reset.issue-link';
    const reply = await bus.request(pattern, JSON.stringify({ pattern, data: { passwordResetId }, id: '1' }));
    await bus.close();
    return reply.json<{ response: { token: string | null } }>().response.token;
  }

  it('R01 P12 sets another password, and with the 200 everything old is dead on both gateways', async () => {
    const ada = await signUp(latchkey);
    const other = await signIn(latchkey, ada);
    const key = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    const old = [ada.token, other, key.body.token as string];
    for (const token of old) expect([await use(token, 1), await use(token, 2)]).toEqual([200, 200]);

    const { status, body } = await complete(await askForReset(latchkey, ada));
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
    const answers = await Promise.all(asked.map((name) => request(name)));
    const told = answers.map(({ status, body, headers }) => ({
      status,
      body,
      headers: [...headers.keys()].filter((name) => name !== 'connection').sort(),
    }));
    expect(told).toEqual(asked.map(() => ({ ...told[0], status: 202 })));
    await lookedAt();
    await resetTokens(latchkey, ada.email, 2);
    expect([await offers(suspended.id), await resetMails(latchkey, nobody.email)]).toEqual([0, []]);
  });

  it('P03 links to the configured origin, whatever the request says of itself', async () => {
    const ada = await signUp(latchkey);
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      forwarded: 'host=evil.example',
    };
    await latchkey.ask('POST', '/v1/password-resets', { body: { identifier: ada.email }, headers });
    await resetTokens(latchkey, ada.email, 1);
    const [mail] = await resetMails(latchkey, ada.email);
    const origins = [...`${mail?.text} ${mail?.html}`.matchAll(/\b\w+:\/\/[^/\s"]+/g)].map(
      ([origin]) => origin,
    );
    expect(new Set(origins)).toEqual(new Set([`http://localhost:${latchkey.ports.gateway}`]));
  });

  it('sends one account no more than three links an hour', async () => {
    const ada = await signUp(latchkey);
    await Promise.all(Array.from({ length: 8 }, () => request(ada.handle)));
    await lookedAt();
    expect(await offers(ada.id)).toBe(3);
    await resetTokens(latchkey, ada.email, 3);
  });

  it('opens an account again that too many wrong passwords have closed', async () => {
    const ada = await signUp(latchkey);
    await identity.query('INSERT INTO password_failure (subject, failures) VALUES ($1, 100)', [ada.id]);
    expect((await trySignIn(latchkey, ada)).status).toBe(429);
    expect((await complete(await askForReset(latchkey, ada))).status).toBe(200);
    await signIn(latchkey, { ...ada, password: another });
  });

  it('goes to everybody who says that the address is theirs, and is theirs alone who proves it', async () => {
    const { email } = somebody();
    const squatter = await signUp(latchkey, { ...somebody(), email });
    const owner = await signUp(latchkey, { ...somebody(), email });
    await request(email);
    await resetTokens(latchkey, email, 2);
    const mails = await resetMails(latchkey, email);
    const own = mails.find(({ text }) => text.includes(owner.handle));
    expect((await complete(tokenIn(own as Mail))).status).toBe(200);

    expect((await trySignIn(latchkey, { handle: email, password: another })).body.user.id).toBe(owner.id);
    await request(email);
    await resetTokens(latchkey, email, 3);
    const last = (await resetMails(latchkey, email)).at(-1);
    expect([last?.text.includes(owner.handle), last?.text.includes(squatter.handle)]).toEqual([true, false]);
    expect(await offers(squatter.id)).toBe(1);
  });

  it('is asked for and used by several who claim one address, at once: nobody waits in a ring', async () => {
    const { email } = somebody();
    for (let round = 0; round < 4; round++) {
      const claimants = await Promise.all([1, 2, 3].map(() => signUp(latchkey, { ...somebody(), email })));
      await Promise.all(claimants.map(({ handle }) => request(handle)));
      await lookedAt();
      const { rows } = await identity.query('SELECT id FROM password_reset WHERE user_id = ANY ($1)', [
        claimants.map(({ id }) => id),
      ]);
      const links = await Promise.all(rows.map(({ id }) => issueAgain(id)));
      const answers = await Promise.all([
        ...links.filter((link) => link !== null).map((link) => complete(link)),
        ...Array.from({ length: 6 }, () => request(email)),
      ]);
      expect(answers.filter(({ status }) => ![200, 202, 410].includes(status))).toEqual([]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(round === 0 ? 1 : 0);
      await lookedAt();
    }
  });

  describe('whose link', () => {
    it('refuses a weak password with a row for each rule, and the link still works', async () => {
      const ada = await signUp(latchkey);
      const link = await askForReset(latchkey, ada);
      for (const weak of ['short', 'password1234', ada.handle.repeat(2), 'a'.repeat(4000)]) {
        const { status, body } = await complete(link, weak);
        expect([status, body.code]).toEqual([422, 'password_too_weak']);
        expect(body.errors[0].pointer).toBe('/newPassword');
      }
      expect(await use(ada.token)).toBe(200);
      expect((await complete(link)).status).toBe(200);
    });

    it('is void once the password was changed in another way', async () => {
      const ada = await signUp(latchkey);
      const link = await askForReset(latchkey, ada);
      const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
        token: ada.token,
        body: { currentPassword: ada.password, newPassword: `${another}-mine` },
      });
      expect(changed.status).toBe(200);
      expect((await complete(link)).body.code).toBe('link_expired');
    });

    it('is void once a later one was used, and every one before it', async () => {
      const ada = await signUp(latchkey);
      const [first, second] = [await askForReset(latchkey, ada), await askForReset(latchkey, ada)];
      expect((await complete(second)).status).toBe(200);
      expect((await complete(first)).body.code).toBe('link_expired');
    });

    it('has run out an hour after it was asked for', async () => {
      const ada = await signUp(latchkey);
      const link = await askForReset(latchkey, ada);
      const { rows } = await identity.query(
        `UPDATE password_reset SET expires_at = expires_at - interval '1 hour' WHERE user_id = $1
       RETURNING extract(epoch FROM expires_at + interval '1 hour' - created_at)::int AS seconds`,
        [ada.id],
      );
      expect(rows).toEqual([{ seconds: 3600 }]);
      expect((await complete(link)).body.code).toBe('link_expired');
    });

    it('gives a mail that is sent again a link of its own, and the one before it is dead', async () => {
      const ada = await signUp(latchkey);
      const first = await askForReset(latchkey, ada);
      const { rows } = await identity.query('SELECT id FROM password_reset WHERE user_id = $1', [ada.id]);
      const second = (await issueAgain(rows[0].id)) ?? 'none';
      expect((await complete(first)).body.code).toBe('link_expired');
      expect((await complete(second)).status).toBe(200);
      expect(await issueAgain(rows[0].id)).toBeNull();
    });
  });
});
