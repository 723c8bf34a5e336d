import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp, trySignIn } from '@latchkey/testing/people';
import { another, linkIn, resetMails } from './password-resets.js';

describe('a password reset, killed with -9 in the middle', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.start();
  }, 120_000);
  afterAll(() => latchkey?.stop());

  const post = (path: string, body: object) =>
    latchkey.ask('POST', `/v1/password-resets${path}`, { body }).catch(() => ({ status: 0 }));
  const onlyMail = (email: string) =>
    eventually(async () => {
      const mails = await resetMails(latchkey, email);
      expect(mails).toHaveLength(1);
      return linkIn(mails[0]);
    }, 60_000);

  it.each(['identity', 'notifications', 'nats'])(
    '%s, as soon as it was asked for: the link comes all the same, once',
    async (name) => {
      const ada = await signUp(latchkey);
      const { status } = await post('', { identifier: ada.handle });
      latchkey.signal(name, 'SIGKILL');
      expect(status).toBe(202);
      const link = await onlyMail(ada.email);
      await eventually(async () =>
        expect((await post('/complete', { token: link, newPassword: another })).status).toBe(200),
      );
    },
    120_000,
  );

  it.each([0, 20, 40])(
    'P12 identity, %d ms after the link was used: the link still works, or the password is changed',
    async (afterMs) => {
      const ada = await signUp(latchkey);
      await post('', { identifier: ada.handle });
      const link = await onlyMail(ada.email);
      const answer = post('/complete', { token: link, newPassword: another });
      // The fault itself is what is timed here, not the product.
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      latchkey.signal('identity', 'SIGKILL');
      const { status } = await answer;
      expect([200, 503, 0]).toContain(status);

      const again = await eventually(async () => {
        const { status: second } = await post('/complete', { token: link, newPassword: another });
        expect([200, 410]).toContain(second);
        return second;
      }, 60_000);
      if (status === 200) expect(again).toBe(410);
      await eventually(async () => {
        expect((await trySignIn(latchkey, { ...ada, password: another })).status).toBe(201);
        expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
      }, 60_000);
      expect((await trySignIn(latchkey, ada)).status).toBe(401);
    },
    120_000,
  );
});
