import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openBrowser } from '@latchkey/testing/browser';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';
import type { Browser } from 'playwright-core';
import { oldSignIn } from './support/old-sign-in.js';
import { Visit } from './support/visit.js';

// Each journey takes pictures and is checked by axe at every stop; a bound against hanging, not a claim about speed.
jest.setTimeout(120_000);

describe('API keys and device logins under the default policy', () => {
  let latchkey: Latchkey;
  let browser: Browser;
  beforeAll(async () => {
    [latchkey, browser] = await Promise.all([Latchkey.borrow(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await latchkey.stop();
  });

  const statusOf = async (token: string) => (await latchkey.ask('GET', '/v1/users/me', { token })).status;

  /** The text in the dialog that shows it, this once. */
  async function takeSecret(visit: Visit): Promise<string> {
    const token = await visit.dialog().getByLabel('API key').inputValue();
    await visit.button('I have copied the key').click();
    await visit.dialog().waitFor({ state: 'hidden' });
    return token;
  }

  it('LK-2: makes a key with picked rights that a link proposed, and shows it once', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    await visit.signIn(ada, '/settings/api-keys');
    await page.getByText('No API keys yet').waitFor();
    await visit.look('api-keys-empty');

    await visit.open('/settings/api-keys/new?name=CI&rights=RIGHT_USER_INFO,RIGHT_BOGUS&expires=90');
    await page.getByText('1 chosen').waitFor();
    await visit.button('Clear').click();
    await page.getByLabel('Expiry date').selectOption({ label: 'Choose a date' });
    await visit.button('Create API key').click();
    await page.getByText('Choose at least one right.').waitFor();
    await page.getByText('Choose a date.').waitFor();
    await visit.look('api-key-form-errors');
    await page.getByLabel('Search rights').fill('notif');
    await page.getByLabel('Read notifications').check();
    await page.getByLabel('Expiry date').selectOption({ label: '30 days' });
    await visit.button('Create API key').click();
    await page.getByText('You cannot see it again.').waitFor();
    await visit.look('api-key-secret');
    await page.keyboard.press('Escape');
    await page.mouse.click(4, 4);
    const token = await takeSecret(visit);

    await page.getByRole('link', { name: 'CI', exact: true }).waitFor();
    await page.getByText('Never used').waitFor();
    const asked = await latchkey.ask('GET', '/v1/users/me/notifications', { token });
    expect(asked.status).toBe(200);
    const { body } = await latchkey.ask('GET', '/v1/users/me/api-keys', { token: ada.token });
    expect(body.items).toMatchObject([{ name: 'CI', rights: ['RIGHT_USER_NOTIFICATIONS_READ'] }]);
    expect(page.url()).not.toContain(token);
    expect(
      await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    ).not.toContain('lk_');
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await visit.end();
  });

  it('LK-2: edits, deactivates, reactivates, rotates and deletes a key', async () => {
    const ada = await signUp(latchkey);
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { name: 'deploy', rights: ['RIGHT_USER_INFO', 'RIGHT_USER_AUDIT_READ'] },
    });
    const { token } = made.body;
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    await visit.signIn(ada, '/settings/api-keys');
    const menu = (name: string) => visit.button(`What to do with ${name}`);
    await menu('deploy').click();
    await page.getByRole('menuitem', { name: 'Deactivate' }).waitFor();
    await visit.look('api-key-menu');
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    await page.getByText('deploy is off.').waitFor();
    expect(await statusOf(token)).toBe(401);
    await menu('deploy').click();
    await page.getByRole('menuitem', { name: 'Reactivate' }).click();
    await page.getByText('deploy works again.').waitFor();
    expect(await statusOf(token)).toBe(200);

    await page.getByRole('link', { name: 'deploy' }).click();
    await page.getByLabel('Name').fill('release');
    await page.getByLabel(/Allowed addresses/).fill('203.0.113.0/24');
    await visit.look('api-key-edit');
    await visit.button('Save changes').click();
    await page.getByText('Only from 203.0.113.0/24').waitFor();
    await page.getByRole('group').filter({ hasText: 'Your changes are saved.' }).getByLabel('Close').click();
    expect(await statusOf(token)).not.toBe(200);
    await page.getByRole('link', { name: 'release' }).click();
    await page.getByLabel(/Allowed addresses/).fill('');
    await visit.button('Save changes').click();
    await page.getByText('Your changes are saved.').waitFor();
    await page.waitForURL(/\/settings\/api-keys$/);
    expect(await statusOf(token)).toBe(200);

    await menu('release').click();
    await page.getByRole('menuitem', { name: 'Rotate' }).click();
    await visit.dialog().waitFor();
    await visit.look('api-key-rotate');
    await visit.dialog().getByRole('button', { name: 'Rotate' }).click();
    await page.getByText('You cannot see it again.').waitFor();
    const rotated = await takeSecret(visit);
    expect([await statusOf(token), await statusOf(rotated)]).toEqual([401, 200]);

    await menu('release').first().click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await visit.dialog().waitFor();
    await visit.look('api-key-delete');
    await visit.dialog().getByRole('button', { name: 'Delete' }).click();
    await page.getByText('release is deleted.').waitFor();
    expect(await statusOf(rotated)).toBe(401);
    await visit.end();
  });

  it('asks for the password again when the sign-in is too long ago, and goes on where it was', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    await oldSignIn(latchkey, visit, ada);
    await visit.open('/settings/api-keys/new');
    await page.getByLabel('Grant all current and future rights').check();
    await visit.button('Create API key').click();
    await page.getByText('Confirm it is you').waitFor();
    await visit.look('step-up');
    await visit.dialog().getByLabel('Current password').fill('not the one');
    await visit.button('Go on').click();
    await page.getByText('That is not your current password.').waitFor();
    await visit.dialog().getByLabel('Current password').fill(ada.password);
    await visit.button('Go on').click();
    await page.getByText('You cannot see it again.').waitFor();
    expect(await statusOf(await takeSecret(visit))).toBe(200);
    await visit.end();
  });

  it('SPC-6: shows who asks for a login, and lets a program in once approved', async () => {
    const ada = await signUp(latchkey);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const start = () =>
      latchkey.ask('POST', '/oauth2/device_authorization', { headers, body: 'client_id=latchkey-cli' });
    const redeem = (deviceCode: string) =>
      latchkey.ask('POST', '/oauth2/token', {
        headers,
        body: new URLSearchParams({
          client_id: 'latchkey-cli',
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          device_code: deviceCode,
        }).toString(),
      });
    const visit = await Visit.begin(browser, latchkey);
    const { page } = visit;
    const { body: asked } = await start();
    await visit.open('/device');
    await visit.fillSignIn(ada);
    await page.getByLabel('Code').fill('bdwp');
    await visit.button('Continue').click();
    await page.getByText('The code has eight letters').waitFor();
    await visit.look('device-code');
    await page.getByLabel('Code').fill(asked.user_code.toLowerCase());
    await visit.button('Continue').click();
    await page.getByText(asked.user_code).waitFor();
    await page.getByText('127.0.0.1').waitFor();
    await visit.look('device-approve');
    await visit.button('Approve').click();
    await page.getByText('it is signed in now').waitFor();
    await visit.look('device-approved');
    const { body } = await redeem(asked.device_code);
    expect(await statusOf(body.access_token)).toBe(200);

    const { body: declined } = await start();
    await visit.open(`/device?code=${declined.user_code}`);
    await visit.button('Decline').click();
    await page.getByText('The program was told no.').waitFor();
    expect((await redeem(declined.device_code)).body.error).toBe('access_denied');
    await visit.open('/device?code=BBBB-BBBB');
    await page.getByText('No program waits under this code.').waitFor();
    await visit.look('device-unknown');
    await visit.end();
  });
});
