import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { looks, openBrowser, picture, visitor } from '@latchkey/testing/browser';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, somebody } from '@latchkey/testing/people';
import type { Browser } from 'playwright-core';

const newPassword = 'Another-Lantern-2049-tide';

describe('the main job in a browser', () => {
  let latchkey: Latchkey;
  let browser: Browser;
  beforeAll(async () => {
    [latchkey, browser] = await Promise.all([Latchkey.borrow(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await latchkey.stop();
  });

  it.each(looks)(
    'signs up, changes the password with "Revoke all access", sees what died ($width px, $scheme)',
    async (look) => {
      const ada = somebody();
      const { context, page, complaints } = await visitor(browser, look);
      const shot = (name: string) => picture(page, name, look);

      await page.goto(`${latchkey.origin()}/sign-up`);
      await page.getByLabel('Handle').fill(ada.handle);
      await page.getByLabel('Email').fill(ada.email);
      await page.getByLabel('Password', { exact: true }).fill(ada.password);
      await shot('sign-up');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.waitForURL(/\/settings\/profile/);
      await shot('profile');

      // Somebody else holds a session and a key of hers.
      const elsewhere = await signIn(latchkey, ada);
      const { body } = await latchkey.ask('POST', '/v1/users/me/api-keys', {
        token: elsewhere,
        body: { rights: ['RIGHT_USER_INFO'] },
      });

      await page.goto(`${latchkey.origin()}/settings/password`);
      await page.getByLabel('Current password').fill(ada.password);
      await page.getByLabel('New password', { exact: true }).fill('short');
      await shot('password-too-short');
      await page.getByLabel('New password', { exact: true }).fill(newPassword);
      await page.getByLabel('Confirm new password').fill(newPassword);
      await page.getByLabel('Revoke all access').check();
      await shot('password-filled-in');
      await page.getByRole('button', { name: 'Change password' }).click();

      await page.waitForURL(/\/sign-in/);
      await page
        .getByText(/2 (browser )?sessions/)
        .first()
        .waitFor();
      await shot('password-receipt');
      for (const token of [elsewhere, body.token]) {
        expect((await latchkey.ask('GET', '/v1/users/me', { token })).status).toBe(401);
      }

      await page.getByLabel(/Handle or email/i).fill(ada.handle);
      await page.getByLabel('Password', { exact: true }).fill(newPassword);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(/\/settings/);
      await eventually(async () => {
        const mails = (await latchkey.mails(ada.email)).filter((mail) => /password/i.test(mail.subject));
        expect(mails).toHaveLength(1);
      });
      await page.goto(`${latchkey.origin()}/notifications`);
      await page.getByText('Your password was changed').first().waitFor();
      await shot('notifications');
      expect(complaints).toEqual([]);
      await context.close();
    },
    90_000,
  );
});
