import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey, type Mail } from '@latchkey/testing/latchkey';
import { type Person, signUp, trySignIn } from '@latchkey/testing/people';
import { resetMails, tokenIn } from '@latchkey/testing/reset-link';
import pg from 'pg';

const another = 'An-Orchard-in-March-41';

describe('a password reset, killed with -9 in the middle', () => {
  let latchkey: Latchkey;
  let notifications: pg.Client;
  beforeAll(async () => {
    latchkey = await Latchkey.start();
    const { databases } = readConnections(latchkey.dataDir);
    notifications = new pg.Client({ connectionString: databases.notifications });
    await notifications.connect();
  }, 120_000);
  afterAll(async () => {
    await notifications?.end();
    await latchkey?.stop();
  });

  const post = (path: string, body: object) =>
    latchkey.ask('POST', `/v1/password-resets${path}`, { body }).catch(() => ({ status: 0 }));
  const onlyMail = (email: string) =>
    eventually(async () => {
      const mails = await resetMails(latchkey, email);
      expect(mails).toHaveLength(1);
      return tokenIn(mails[0] as Mail);
    }, 60_000);

  /** Of the mails with a link to this person. */
  async function deliveries(userId: string): Promise<{ state: string; attempts: number; mail: object }[]> {
    const { rows } = await notifications.query(
      `SELECT state, attempts, mail FROM delivery WHERE user_id = $1 AND mail->'secretOf' IS NOT NULL`,
      [userId],
    );
    return rows;
  }

  it('a mail that has to be tried again gets a link that works, and no row has held it', async () => {
    const ada = await signUp(latchkey);
    latchkey.signal('mailbox', 'SIGSTOP');
    try {
      await post('', { identifier: ada.handle });
      await eventually(async () => expect(await deliveries(ada.id)).toMatchObject([{ state: 'sending' }]));
      latchkey.signal('notifications', 'SIGKILL');
    } finally {
      latchkey.signal('mailbox', 'SIGCONT');
    }
    const [sent] = await eventually(async () => {
      const all = await deliveries(ada.id);
      expect(all).toMatchObject([{ state: 'sent' }]);
      return all;
    }, 60_000);
    expect(sent?.attempts).toBeGreaterThan(1);
    expect(JSON.stringify(sent?.mail)).not.toContain('token');
    // The one that was handed in first may have come as well.
    const last = (await resetMails(latchkey, ada.email)).at(-1) as Mail;
    expect((await post('/complete', { token: tokenIn(last), newPassword: another })).status).toBe(200);
  }, 120_000);

  it('a mail whose link has become void is not sent, nor tried again', async () => {
    const ada = await signUp(latchkey);
    await eventually(() => latchkey.signal('notifications', 'SIGSTOP'));
    try {
      await post('', { identifier: ada.email });
      await eventually(async () => {
        const { body } = await latchkey.ask('GET', '/v1/users/me/audit-log?action=password_reset.request', {
          token: ada.token,
        });
        expect(body.items).toHaveLength(1);
      });
      const changed = await latchkey.ask('PUT', '/v1/users/me/password', {
        token: ada.token,
        body: { currentPassword: ada.password, newPassword: another },
      });
      expect(changed.status).toBe(200);
    } finally {
      latchkey.signal('notifications', 'SIGCONT');
    }
    await eventually(async () => {
      expect(await deliveries(ada.id)).toMatchObject([{ state: 'failed', attempts: 1 }]);
    }, 60_000);
    expect(await resetMails(latchkey, ada.email)).toEqual([]);
  }, 120_000);

  it('identity, notifications and NATS, as soon as it was asked for: the link comes all the same', async () => {
    const people = [await signUp(latchkey), await signUp(latchkey), await signUp(latchkey)];
    const asked = await Promise.all(people.map(({ handle }) => post('', { identifier: handle })));
    for (const name of ['identity', 'notifications', 'nats']) latchkey.signal(name, 'SIGKILL');
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202]);
    // Killed after a mail was handed in and before that was noted, it hands in another: the last one counts.
    const completed = people.map(({ email }) =>
      eventually(async () => {
        const last = (await resetMails(latchkey, email)).at(-1);
        expect(last).toBeDefined();
        const token = tokenIn(last as Mail);
        expect((await post('/complete', { token, newPassword: another })).status).toBe(200);
      }, 60_000),
    );
    await Promise.all(completed);
  }, 120_000);

  it('P12 identity, while links are used: each still works, or its password is changed', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => signUp(latchkey)));
    for (const { handle } of people) expect((await post('', { identifier: handle })).status).toBe(202);
    const links = await Promise.all(people.map(({ email }) => onlyMail(email)));
    const answers = [];
    for (const token of links) {
      answers.push(post('/complete', { token, newPassword: another }));
      // The fault itself is what is timed here, not the product: one was begun long ago, one just now.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    latchkey.signal('identity', 'SIGKILL');
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    for (const status of statuses) expect([200, 503, 0]).toContain(status);
    await Promise.all(people.map((ada, i) => expectChanged(ada, links[i] as string, statuses[i] === 200)));
  }, 120_000);

  async function expectChanged(ada: Person & { token: string }, link: string, done: boolean): Promise<void> {
    const again = await eventually(async () => {
      const { status } = await post('/complete', { token: link, newPassword: another });
      expect([200, 410]).toContain(status);
      return status;
    }, 60_000);
    if (done) expect(again).toBe(410);
    await eventually(async () => {
      expect((await trySignIn(latchkey, { ...ada, password: another })).status).toBe(201);
      expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
    }, 60_000);
    expect((await trySignIn(latchkey, ada)).status).toBe(401);
  }
});
