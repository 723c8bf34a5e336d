import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openBrowser } from '@latchkey/testing/browser';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';
import type { Browser } from 'playwright-core';
import { Visit } from './support/visit.js';

// Each journey takes pictures and is checked by axe at every stop; a bound against hanging, not a claim about speed.
jest.setTimeout(120_000);

describe('the console under the things-stack policy', () => {
  let latchkey: Latchkey;
  let browser: Browser;
  beforeAll(async () => {
    [latchkey, browser] = await Promise.all([
      Latchkey.borrow({ LATCHKEY_POLICY: 'things-stack' }),
      openBrowser(),
    ]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await latchkey.stop();
  });

  const statusOf = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;

  it('TTS-8: creates a personal API key with all rights, shown once until "I have copied the key"', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    await visit.signIn(ada, '/settings/api-keys');
    await page.getByRole('link', { name: 'Create Personal API Key' }).click();
    await page.getByLabel('Name').fill('My API key');
    await page.getByLabel('Expiry date').selectOption({ label: '1 year' });
    await page.getByLabel('Grant all current and future rights').check();
    await visit.look('tts-create-key');
    await visit.button('Create Personal API Key').click();
    await page.getByText('You cannot see it again.').waitFor();
    await page.keyboard.press('Escape');
    const token = await visit.dialog().getByLabel('API key').inputValue();
    await visit.button('I have copied the key').click();
    await page.getByRole('link', { name: 'My API key' }).waitFor();
    expect(await statusOf(token)).toBe(200);
    // This policy has no switching off and no rotation: only edit and delete.
    await visit.button('What to do with My API key').click();
    await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Edit', 'Delete']);
    await visit.end();
  });

  it('TTS-4, TTS-5: the checklist is of this policy; "Revoke all access" ends sessions, says that keys survive, and they do', async () => {
    const ada = await signUp(latchkey);
    const { body } = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { name: 'stays', rights: ['RIGHT_USER_INFO'] },
    });
    const newPassword = 'Another-Lantern-2049';
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    await visit.signIn(ada, '/settings/password');
    for (const rule of ['at least 8 characters', 'one upper-case letter', 'one digit']) {
      await page.getByText(rule).waitFor();
    }
    await page.getByText('Your API keys go on working').waitFor();
    await page.getByLabel('Current password').fill(ada.password);
    await page.getByLabel('New password', { exact: true }).fill(newPassword);
    await page.getByLabel('Confirm new password').fill(newPassword);
    await page.getByLabel('Revoke all access').check();
    await visit.look('tts-password');
    await visit.button('Change password').click();
    await page.getByText('Ended: 2 sessions.').waitFor();
    await visit.look('tts-password-receipt');
    expect([await statusOf(ada.token), await statusOf(body.token)]).toEqual([401, 200]);
    await page.getByLabel('Password', { exact: true }).fill(newPassword);
    await visit.button('Sign in').click();
    await page.waitForURL(/\/settings\/password/);
    await visit.end();
  });

  it('TTS-11: deletes the account by typing its User ID, and is told until when it can be restored', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    await visit.signIn(ada, '/settings/advanced');
    await visit.look('tts-advanced');
    await visit.button('Delete account').click();
    const confirm = visit.dialog().getByRole('button', { name: 'Delete account' });
    const field = visit.dialog().getByLabel(`Type your user ID, ${ada.handle}, to confirm`);
    await field.fill(`${ada.handle}x`);
    expect(await confirm.isDisabled()).toBe(true);
    await visit.look('tts-delete-account');
    await visit.button('Cancel').click();
    await visit.dialog().waitFor({ state: 'detached' });
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(200);

    await visit.button('Delete account').click();
    await field.fill(ada.handle);
    await confirm.click();
    await page
      .getByText(/Your account is deleted\. Its data is erased on .*administrator can restore it/)
      .waitFor();
    await visit.look('tts-deleted');
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
    await visit.fillSignIn(ada);
    await page.getByText(/suspended or is being deleted/).waitFor();
    await visit.end();
  });
});
