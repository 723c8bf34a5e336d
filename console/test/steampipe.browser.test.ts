import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openBrowser } from '@latchkey/testing/browser';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';
import type { Browser } from 'playwright-core';
import { oldSignIn } from './support/old-sign-in.js';
import { Visit } from './support/visit.js';

// Each journey takes pictures and is checked by axe at every stop; a bound against hanging, not a claim about speed.
jest.setTimeout(120_000);

describe('the console under the steampipe policy', () => {
  let latchkey: Latchkey;
  let browser: Browser;
  beforeAll(async () => {
    [latchkey, browser] = await Promise.all([
      Latchkey.borrow({ LATCHKEY_POLICY: 'steampipe' }),
      openBrowser(),
    ]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await latchkey.stop();
  });

  const statusOf = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;

  it('SPC-4: up to 2 tokens, masked with reveal and copy, then last 4; deactivate, reactivate, delete', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit.signIn(ada, '/settings/api-keys');
    await visit.button('New Token').click();
    await page.getByText('You cannot see it again.').waitFor();
    const secret = page.locator('input[readonly]');
    expect(await secret.getAttribute('type')).toBe('password');
    await visit.look('spc-new-token');
    await visit.button('Show').click();
    expect(await secret.getAttribute('type')).toBe('text');
    const token = await secret.inputValue();
    await visit.button('Copy to Clipboard').click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
    const last4 = token.slice(-4);
    const { body } = await latchkey.ask('GET', '/v1/users/me/api-keys', { token: ada.token });
    const name = `Token ending in ${body.items[0].last4}`;
    expect([last4.length, body.items.length]).toEqual([4, 1]);
    await visit.button('Done').click();
    await visit.dialog().waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(token);

    await visit.button('New Token').click();
    await page.getByText('You can have 2 tokens at a time.').waitFor();
    expect(await visit.button('New Token').isDisabled()).toBe(true);
    await visit.button('Done').click();

    const menu = visit.button(`What to do with ${name}`);
    await menu.click();
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    await page.getByText(`${name} is off.`).waitFor();
    expect(await statusOf(token)).toBe(401);
    await visit.look('spc-inactive');
    await menu.click();
    await page.getByRole('menuitem', { name: 'Reactivate' }).click();
    await page.getByText(`${name} works again.`).waitFor();
    expect(await statusOf(token)).toBe(200);
    await menu.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await visit.dialog().getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`${name} is deleted.`).waitFor();
    expect(await statusOf(token)).toBe(401);
    await page.getByText('1 of 2 tokens in use.').waitFor();
    await visit.end();
  });

  it('SPC-10: deletes the account by typing the handle, with the password again when the sign-in is old', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    await oldSignIn(latchkey, visit, ada);
    await visit.open('/settings/advanced');
    await visit.button('Delete Personal Account').click();
    await visit
      .dialog()
      .getByLabel(/Type your handle/)
      .fill(ada.handle);
    await visit.dialog().getByRole('button', { name: 'Delete Personal Account' }).click();
    await visit.dialog().getByLabel('Current password').fill(ada.password);
    await visit.look('spc-delete-account');
    await visit.dialog().getByRole('button', { name: 'Go on' }).click();
    await visit.page.getByText('Your account is deleted, and its data is being erased.').waitFor();
    expect(await statusOf(ada.token)).toBe(401);
    await visit.end();
  });
});
