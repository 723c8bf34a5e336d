import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openBrowser } from '@latchkey/testing/browser';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, somebody } from '@latchkey/testing/people';
import type { Browser } from 'playwright-core';
import { Visit } from './support/visit.js';

// Each journey takes pictures and is checked by axe at every stop; a bound against hanging, not a claim about speed.
jest.setTimeout(120_000);

describe('the console under the operations-center policy', () => {
  let latchkey: Latchkey;
  let browser: Browser;
  let visit: Visit;
  beforeAll(async () => {
    [latchkey, browser] = await Promise.all([
      Latchkey.borrow({ LATCHKEY_POLICY: 'operations-center' }),
      openBrowser(),
    ]);
    visit = await Visit.begin(browser, latchkey);
    await visit.signIn({ handle: 'admin', password: latchkey.adminPassword }, '/settings/api-keys');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await latchkey.stop();
  });

  const statusOf = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;
  const field = () => visit.page.getByRole('textbox', { name: 'API token' });

  it('EOC-1: the menu has name, role, Account Settings, Help and Log out', async () => {
    await visit.button(/Account menu/).click();
    for (const name of ['Account Settings', 'Help', 'Log out']) {
      await visit.page.getByRole('menuitem', { name }).waitFor();
    }
    await visit.page.getByText('Administrator').waitFor();
    await visit.look('eoc-menu');
    await visit.page.keyboard.press('Escape');
  });

  it('EOC-3, EOC-4, EOC-5: Generate fills the field, the menu has six lifetimes, Save keeps it; Generate is off meanwhile', async () => {
    const { page } = visit;
    await page.getByText('There is no API token.').waitFor();
    await visit.look('eoc-no-token');
    await visit.button('Generate').click();
    await page.getByText('Choose when it expires, then save.').waitFor();
    const token = await field().inputValue();
    expect(token).toMatch(/^lk_key_/);
    const menu = page.getByLabel('Expiration Date');
    expect(await menu.locator('option').allTextContents()).toEqual([
      '7 days',
      '30 days',
      '60 days',
      '90 days',
      '180 days',
      '1 year',
    ]);
    await menu.selectOption({ label: '7 days' });
    await visit.look('eoc-generated');
    await visit.button('Save').click();
    await page.getByText('The current token will expire in 7 days!').waitFor();
    expect(await field().inputValue()).toBe(token);
    await visit.look('eoc-expires-soon');
    expect(await statusOf(token)).toBe(200);

    await page.reload();
    await page.getByText('It was shown when it was made').waitFor();
    expect(await field().inputValue()).not.toContain('lk_key_');
    expect(await visit.button('Generate').isDisabled()).toBe(true);
    await visit.look('eoc-token-exists');

    await visit.button('Delete API token').click();
    await visit.dialog().waitFor();
    await visit.look('eoc-delete');
    await visit.button('Confirm').click();
    await page.getByText('The API token is deleted.').waitFor();
    expect(await field().inputValue()).toBe('');
    expect(await visit.button('Generate').isDisabled()).toBe(false);
    expect(await statusOf(token)).toBe(401);
  });

  it('EOC-3: leaving without saving leaves no token behind', async () => {
    const { page } = visit;
    await visit.button('Generate').click();
    await page.getByText('Choose when it expires, then save.').waitFor();
    const token = await field().inputValue();
    expect(await statusOf(token)).toBe(200);
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByText('This browser').waitFor();
    await eventually(async () => expect(await statusOf(token)).toBe(401));
    await page.getByRole('link', { name: 'API token' }).click();
    await page.getByText('There is no API token.').waitFor();
  });

  it('says that only administrators make accounts, and complained of nothing', async () => {
    const stranger = await Visit.begin(browser, latchkey);
    await stranger.open('/sign-up');
    await stranger.page.getByText('An administrator makes the accounts here.').waitFor();
    await stranger.look('eoc-sign-up-closed');
    await stranger.end();
    await visit.end();
  });

  it('EOC-8: people are told that administrators delete accounts', async () => {
    const ada = somebody();
    const names = { firstName: 'Ada', lastName: 'King' };
    const admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
    const made = await latchkey.ask('POST', '/v1/users', { token: admin, body: { ...ada, ...names } });
    expect(made.status).toBe(201);
    const other = await Visit.begin(browser, latchkey);
    await other.signIn(ada, '/settings/advanced');
    await other.page.getByText('Accounts are deleted by administrators here.').waitFor();
    expect(await other.button('Delete user').count()).toBe(0);
    await other.end();
  });
});
