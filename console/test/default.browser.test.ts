import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openBrowser } from '@latchkey/testing/browser';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';
import type { Browser } from 'playwright-core';
import { unmarked } from './support/unmarked.js';
import { Visit } from './support/visit.js';

const newPassword = 'Another-Lantern-2049-tide';

// Each journey takes pictures and is checked by axe at every stop; a bound against hanging, not a claim about speed.
jest.setTimeout(120_000);

describe('the console under the default policy', () => {
  let latchkey: Latchkey;
  let browser: Browser;
  beforeAll(async () => {
    [latchkey, browser] = await Promise.all([Latchkey.borrow(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await latchkey.stop();
  });

  it('refuses a wrong sign-in in one sentence and keeps what was typed', async () => {
    const visit = await Visit.begin(browser, latchkey);
    await visit.open('/sign-in');
    await visit.button('Sign in').click();
    await visit.page.getByText('Fill this in.').first().waitFor();
    await visit.fillSignIn({ handle: 'nobody', password: 'not the one' });
    await visit.page.getByText('do not go together').waitFor();
    expect(await visit.page.getByLabel(/or email/).inputValue()).toBe('nobody');
    await visit.look('sign-in-refused');
    await visit.open('/sign-up');
    await visit.page.getByLabel('Password', { exact: true }).fill('Short1');
    await visit.look('sign-up-checklist');
    await visit.end();
  });

  it('goes on where one wanted to go, and to no other site', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    await visit.open('/settings/sessions');
    await visit.page.waitForURL(/\/sign-in\?next=/);
    await visit.fillSignIn(ada);
    await visit.page.waitForURL(/\/settings\/sessions$/);
    await visit.page.context().clearCookies();
    await visit.open('/sign-in?next=//evil.example/x');
    await visit.fillSignIn(ada);
    await visit.page.waitForURL(`${latchkey.origin()}/settings/profile`);
    await visit.end();
  });

  it('TTS-1: the avatar menu works by keyboard and leads to the settings, and out', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    await visit.signIn(ada);
    await visit.button(/Account menu/).focus();
    await visit.page.keyboard.press('Enter');
    await visit.page.getByRole('menuitem', { name: 'Profile settings' }).waitFor();
    await visit.look('avatar-menu');
    await visit.page.keyboard.press('Escape');
    expect(await visit.button(/Account menu/).evaluate((it) => it === document.activeElement)).toBe(true);
    await visit.page.keyboard.press('Enter');
    await visit.page.getByRole('menuitem', { name: 'Log out' }).press('Enter');
    await visit.page.getByText('You are signed out.').waitFor();
    await visit.open('/settings/profile');
    await visit.page.waitForURL(/\/sign-in/);
    await visit.end();
  });

  it('saves the name, and shows a conflict with a change from elsewhere', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    await visit.signIn(ada);
    await visit.look('profile');
    const name = visit.page.getByLabel(/^Name/);
    await name.fill('Ada Lovelace');
    await visit.button('Save changes').click();
    await visit.page.getByText('Your profile is saved.').waitFor();

    const elsewhere = await latchkey.ask('PATCH', '/v1/users/me', {
      token: ada.token,
      body: { name: 'Ada Byron' },
    });
    expect(elsewhere.status).toBe(200);
    await name.fill('Ada King');
    await visit.button('Save changes').click();
    await visit.page.getByText('changed somewhere else').waitFor();
    expect(await name.inputValue()).toBe('Ada King');
    await visit.look('profile-conflict');
    await visit.button('Keep mine and save').click();
    await eventually(async () => {
      const { body } = await latchkey.ask('GET', '/v1/users/me', { token: ada.token });
      expect(body.name).toBe('Ada King');
    });
    await visit.end();
  });

  it('says at its field what is wrong with a password, and shows the receipt of a kept session', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    await visit.signIn(ada, '/settings/password');
    const { page } = visit;
    await page.getByLabel('Current password').fill('not the one');
    await page.getByLabel('New password', { exact: true }).fill(newPassword);
    await page.getByLabel('Confirm new password').fill(newPassword);
    await visit.button('Change password').click();
    await page.getByText('That is not your current password.').waitFor();
    expect(await page.getByLabel('Current password').evaluate((it) => it === document.activeElement)).toBe(
      true,
    );
    expect(await page.getByLabel('New password', { exact: true }).inputValue()).toBe(newPassword);
    await visit.look('password-refused');

    await page.getByLabel('Current password').fill(ada.password);
    await page.getByLabel('Revoke all access').check();
    await page.getByLabel('Stay signed in on this browser').check();
    await visit.button('Change password').click();
    await page.getByText('Ended: 1 session.').waitFor();
    await page.getByText(/The one gateway confirmed it/).waitFor();
    await visit.look('password-receipt-kept');
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
    await visit.end();
  });

  it('lists notifications, marks and archives them, and counts them down', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    await visit.signIn(ada, '/notifications');
    await eventually(async () => {
      const { body } = await latchkey.ask('GET', '/v1/users/me/notifications', { token: ada.token });
      expect(body.unseenCount).toBeGreaterThanOrEqual(2);
    });
    await visit.page.reload();
    await visit.page.getByText('New sign-in').first().waitFor();
    await visit.look('notifications');
    await visit.page.getByRole('button', { name: 'Archive' }).first().click();
    await visit.button('Mark all as read').click();
    await visit.page.getByText('Nothing new').waitFor();
    await visit.look('notifications-empty');
    await visit.page.getByText('Archived', { exact: true }).click();
    await visit.button('Move out of the archive').waitFor();
    await visit.end();
  });

  it('LK-4: shows sessions, ends one, then all others with a receipt', async () => {
    const ada = await signUp(latchkey);
    const second = await signIn(latchkey, ada);
    const visit = await Visit.begin(browser, latchkey);
    await visit.signIn(ada, '/settings/sessions');
    await visit.page.getByText('This browser').waitFor();
    await visit.look('sessions');
    await visit
      .button(/^End (?!all)/)
      .first()
      .click();
    await visit.page.getByText('is signed out. No gateway accepts it any more.').waitFor();
    const alive = await Promise.all(
      [ada.token, second].map(async (token) => (await latchkey.ask('GET', '/v1/users/me', { token })).status),
    );
    expect(alive.sort()).toEqual([200, 401]);

    await visit.button('End all others').click();
    await visit.dialog().waitFor();
    await visit.look('sessions-end-others');
    await visit.dialog().getByRole('button', { name: 'End all others' }).click();
    await visit.page.getByText('All other sessions are ended.').waitFor();
    await visit.page.getByText('Ended: 1 session.').waitFor();
    await visit.look('sessions-receipt');
    for (const token of [ada.token, second]) {
      expect((await latchkey.ask('GET', '/v1/users/me', { token })).status).toBe(401);
    }
    await visit.end();
  });

  it('SPC-7: resets authentication, shows the receipt and signs in anew', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    await visit.signIn(ada, '/settings/advanced');
    await visit.look('advanced');
    await visit.button('Reset authentication').click();
    await visit.dialog().waitFor();
    await visit.look('reset-authentication');
    await visit.dialog().getByRole('button', { name: 'Reset authentication' }).click();
    await visit.page.getByText('All authentication is reset.').waitFor();
    await visit.page.getByText('Ended: 2 sessions.').waitFor();
    await visit.look('reset-authentication-receipt');
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
    await visit.page.getByLabel('Password', { exact: true }).fill(ada.password);
    await visit.button('Sign in').click();
    await visit.page.waitForURL(/\/settings\/advanced/);
    await visit.end();
  });

  it('LK-6: counts up as notifications come, and leaves as soon as the session is ended elsewhere', async () => {
    const ada = await signUp(latchkey);
    const visit = await Visit.begin(browser, latchkey);
    await visit.signIn(ada, '/settings/api-keys');
    await visit.page.getByText('No API keys yet').waitFor();
    await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { name: 'from elsewhere', rights: ['RIGHT_USER_INFO'] },
    });
    await visit.page.getByRole('link', { name: 'from elsewhere' }).waitFor();
    await visit.page.getByRole('link', { name: /Notifications .*3 new notifications/ }).waitFor();

    await latchkey.ask('POST', '/v1/users/me/reset-authentication', { token: ada.token, body: {} });
    await visit.page.getByText('Your session has ended.').waitFor();
    await visit.fillSignIn(ada);
    await visit.page.waitForURL(/\/settings\/api-keys$/);
    await visit.end();
  });

  it('has every text in the catalogue, and a layout for both directions', async () => {
    const ada = await signUp(latchkey);
    const policy = await latchkey.ask('GET', '/v1/policy');
    // Words of the policy, of people and of other services are not the console's to translate.
    const words = JSON.stringify([policy.body, ada, 'Ada', 'AL', 'A', 'Chrome on Linux', '127.0.0.1']);
    const visit = await Visit.begin(browser, latchkey);
    await visit.context.addInitScript(() => localStorage.setItem('latchkey-locale', 'ar-XB'));
    const foreign = async () => (await unmarked(visit.page)).filter((text) => !words.includes(text));
    await visit.open('/sign-in');
    await visit.button(/Sign in/).waitFor();
    expect(await foreign()).toEqual([]);
    await visit.look('right-to-left-sign-in');
    await visit.page.getByLabel(/or email/).fill(ada.handle);
    await visit.page.getByLabel('⟦Password⟧', { exact: true }).fill(ada.password);
    await visit.button(/Sign in/).click();
    await visit.page.getByText('⟦Member since⟧').waitFor();
    for (const [path, sign] of [
      ['/settings/sessions', '⟦This browser⟧'],
      ['/settings/api-keys', '⟦No API keys yet⟧'],
      ['/settings/api-keys/new', '⟦Rights⟧'],
      ['/settings/advanced', 'Ends every browser session'],
    ] as const) {
      await visit.open(path);
      await visit.page.getByText(sign).first().waitFor();
      expect({ path, foreign: await foreign() }).toEqual({ path, foreign: [] });
      await visit.look(`right-to-left${path.replaceAll('/', '-')}`);
    }
    await visit.end();
  }, 240_000);

  it('loads less than 200 kB of JavaScript for the sign-in page, kept for ever by their hash', async () => {
    const visit = await Visit.begin(browser, latchkey);
    const scripts: { path: string; bytes: number; cache: string | undefined; coding: string | undefined }[] =
      [];
    visit.page.on('response', async (response) => {
      if (response.request().resourceType() !== 'script') return;
      const { responseBodySize } = await response.request().sizes();
      const headers = response.headers();
      scripts.push({
        path: new URL(response.url()).pathname,
        bytes: responseBodySize,
        cache: headers['cache-control'],
        coding: headers['content-encoding'],
      });
    });
    await visit.open('/sign-in');
    await visit.button('Sign in').waitFor();
    await visit.page.waitForLoadState('networkidle');
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter(({ cache }) => !cache?.includes('immutable'))).toEqual([]);
    expect(scripts.filter(({ coding }) => !coding)).toEqual([]);
    expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(200_000);
    await visit.end();
  });
});
