import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openBrowser } from '@latchkey/testing/browser';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signUp, somebody } from '@latchkey/testing/people';
import type { Browser } from 'playwright-core';
import { Visit } from './support/visit.js';

jest.setTimeout(120_000);

const password = 'An-Orchard-in-March-41';

describe('somebody who forgot the password', () => {
  let latchkey: Latchkey;
  let browser: Browser;
  beforeAll(async () => {
    [latchkey, browser] = await Promise.all([Latchkey.borrow(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await latchkey.stop();
  });

  /** Where the button in the mail leads. */
  const linkFor = ({ email }: Person) =>
    eventually(async () => {
      const mail = (await latchkey.mails(email)).find(({ subject }) => subject === 'Reset your password');
      const link = /href="([^"]*#token=[^"]*)"/.exec(mail?.html ?? '')?.[1];
      expect(link).toBeDefined();
      return new URL(link as string);
    });

  it('LK-5 TTS-11 asks for a link, follows it, and signs in with a new one', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    await visit.open('/sign-in');
    await page.getByLabel(/or email/).fill(ada.handle);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    // What was typed came along.
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    expect(await page.getByLabel(/or email/).inputValue()).toBe(ada.handle);
    await visit.look('forgot-password');
    await visit.button('Send link').click();
    await page.getByText(/If there is an account for/).waitFor();
    await visit.look('forgot-password-sent');

    const { pathname, hash } = await linkFor(ada);
    await visit.open(pathname + hash);
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    // Out of the address at once, and still there after a reload (W12).
    await page.waitForURL((url) => url.hash === '');
    await page.reload();
    await visit.look('reset-password');
    await visit.button('Set new password').click();
    await page.getByText('Fill this in.').first().waitFor();
    await page.getByLabel('New password', { exact: true }).fill('passwordpassword');
    await page.getByLabel('Confirm new password').fill('passwordpassword');
    await visit.button('Set new password').click();
    await page.getByText('It is one of the first that anybody would try.').waitFor();
    await page.getByLabel('New password', { exact: true }).fill(password);
    await page.getByLabel('Confirm new password').fill('another');
    await visit.button('Set new password').click();
    await page.getByText('The two do not match.').waitFor();
    await page.getByLabel('Confirm new password').fill(password);
    await visit.button('Set new password').click();
    await page.getByText('Your new password is set. Sign in with it.').waitFor();
    await page.getByText('Ended: 1 session.').waitFor();
    await visit.look('reset-password-done');
    await visit.fillSignIn({ ...ada, password });
    await page.waitForURL(`${latchkey.origin()}/settings/profile`);
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);

    await visit.context.clearCookies();
    await visit.open(pathname + hash);
    await page.getByLabel('New password', { exact: true }).fill(`${password}-two`);
    await page.getByLabel('Confirm new password').fill(`${password}-two`);
    await visit.button('Set new password').click();
    await page.getByRole('heading', { name: 'This link is not valid any more' }).waitFor();
    await visit.look('reset-password-expired');
    await page.getByRole('link', { name: 'Ask for a new link' }).click();
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    await visit.end();
  });

  it('is told the same when nobody has that name, and sent to ask when there is no link', async () => {
    const { email } = somebody();
    const visit = await Visit.begin(browser, latchkey);
    await visit.open('/forgot-password');
    await visit.page.getByLabel(/or email/).fill(email);
    await visit.button('Send link').click();
    await visit.page.getByText(`If there is an account for ${email}`).waitFor();
    await visit.open('/reset-password');
    await visit.page.getByRole('heading', { name: 'This link is not valid any more' }).waitFor();
    await visit.end();
  });
});
