import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConnections } from '@latchkey/local/connections';
import type { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp, trySignIn } from '@latchkey/testing/people';
import { connect } from '@nats-io/transport-node';
import { another, PasswordResets } from './password-resets.js';

describe('the link to reset a password', () => {
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

  it('works once, of two at once for one', async () => {
    const ada = await signUp(latchkey);
    const link = await resets.linkFor(ada);
    const both = await Promise.all([
      resets.complete(link, another, 1),
      resets.complete(link, `${another}-too`, 2),
    ]);
    const won = both.findIndex(({ status }) => status === 200);
    expect(both.map(({ status, body }) => [status, body.code]).sort()).toEqual([
      [200, undefined],
      [410, 'link_expired'],
    ]);
    expect((await resets.complete(link)).body.code).toBe('link_expired');
    expect(
      (await trySignIn(latchkey, { ...ada, password: won === 0 ? another : `${another}-too` })).status,
    ).toBe(201);
  });

  it('refuses a weak password with a row for each rule, and the link still works', async () => {
    const ada = await signUp(latchkey);
    const link = await resets.linkFor(ada);
    for (const weak of ['short', 'password1234', ada.handle.repeat(2), 'a'.repeat(4000)]) {
      const { status, body } = await resets.complete(link, weak);
      expect([status, body.code]).toEqual([422, 'password_too_weak']);
      expect(body.errors[0].pointer).toBe('/newPassword');
    }
    expect(await use(ada.token)).toBe(200);
    expect((await resets.complete(link)).status).toBe(200);
  });

  it.each(['', 'a', 'x'.repeat(43), '%00', '"; DROP TABLE app_user; --'])(
    'opens nothing with a link that nobody was sent: %s',
    async (token) => {
      const { status, body } = await resets.complete(token);
      expect([status, body.code]).toEqual(token === '' ? [422, 'validation_failed'] : [410, 'link_expired']);
    },
  );

  it('R07 E15 is void once anything has changed that it was asked for', async () => {
    const changes: [string, (person: Person & { id: string; token: string }) => Promise<number>][] = [
      [
        'another password',
        async ({ token, password: currentPassword }) =>
          (
            await latchkey.ask('PUT', '/v1/users/me/password', {
              token,
              body: { currentPassword, newPassword: `${another}-mine` },
            })
          ).status,
      ],
      ['suspended', ({ id }) => patch(id, { state: 'suspended' })],
      ['another address', ({ id, email }) => patch(id, { email: `new-${email}` })],
    ];
    for (const [what, change] of changes) {
      const person = await signUp(latchkey);
      const link = await resets.linkFor(person);
      expect([what, await change(person)]).toEqual([what, 200]);
      expect([what, (await resets.complete(link)).body.code]).toEqual([what, 'link_expired']);
    }
  });
  const patch = async (id: string, body: object) =>
    (await latchkey.ask('PATCH', `/v1/users/${id}`, { token: admin, body })).status;

  it('is void once a later one was used, and every one before it', async () => {
    const ada = await signUp(latchkey);
    const [first, second] = [await resets.linkFor(ada), await resets.linkFor(ada)];
    expect((await resets.complete(second)).status).toBe(200);
    expect((await resets.complete(first)).body.code).toBe('link_expired');
  });

  it('has run out an hour after it was asked for', async () => {
    const ada = await signUp(latchkey);
    const link = await resets.linkFor(ada);
    const { rows } = await resets.identity.query(
      `UPDATE password_reset SET expires_at = expires_at - interval '1 hour' WHERE user_id = $1
       RETURNING extract(epoch FROM expires_at + interval '1 hour' - created_at)::int AS seconds`,
      [ada.id],
    );
    expect(rows).toEqual([{ seconds: 3600 }]);
    expect((await resets.complete(link)).body.code).toBe('link_expired');
  });

  it('gives a mail that is sent again a link of its own, and the one before it is dead', async () => {
    const ada = await signUp(latchkey);
    const first = await resets.linkFor(ada);
    const { rows } = await resets.identity.query('SELECT id FROM password_reset WHERE user_id = $1', [
      ada.id,
    ]);
    const second = await issueAgain(rows[0].id);
    expect((await resets.complete(first)).body.code).toBe('link_expired');
    expect((await resets.complete(second)).status).toBe(200);
    expect(await issueAgain(rows[0].id)).toBeNull();
  });

  /** As the mailer asks for it. */
  async function issueAgain(passwordResetId: string) {
    const url = new URL(readConnections(latchkey.dataDir).nats.operator);
    const bus = await connect({ servers: url.host, user: url.username, pass: url.password });
    const pattern = 'rpc.identity.password-reset.issue-link';
    const reply = await bus.request(pattern, JSON.stringify({ pattern, data: { passwordResetId }, id: '1' }));
    await bus.close();
    return reply.json<{ response: { token: string } }>().response.token;
  }
});
