import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openBrowser } from '@latchkey/testing/browser';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';
import type { Browser } from 'playwright-core';
import { Visit } from './support/visit.js';

jest.setTimeout(120_000);

/** Every page for which one is signed in. */
const pages = [
  '/settings/profile',
  '/settings/password',
  '/settings/sessions',
  '/settings/api-keys',
  '/settings/api-keys/new',
  '/settings/api-keys/{key}',
  '/settings/advanced',
  '/notifications',
  '/no-such-page',
];

const routes = fileURLToPath(new URL('../src/app/routes.tsx', import.meta.url));

describe('the way out', () => {
  let latchkey: Latchkey;
  let browser: Browser;
  beforeAll(async () => {
    [latchkey, browser] = await Promise.all([Latchkey.borrow(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await latchkey.stop();
  });

  it('is looked for on every page that there is', () => {
    const [, signedIn = ''] = readFileSync(routes, 'utf8').split('element={shell}');
    const paths = [...signedIn.matchAll(/path="([^"]+)"/g)].map(([, path]) => path);
    const looked = pages.map((path) =>
      path.replace('/settings/', '').replace('{key}', ':id').replace(/^\//, ''),
    );
    expect(paths.sort()).toEqual(
      ['settings', '*', ...looked.filter((path) => path !== 'no-such-page')].sort(),
    );
  });

  it('ASVS 7.4.4 is on every page, wide and narrow, and takes one out', async () => {
    const ada = await signUp(latchkey);
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    const visit = await Visit.begin(browser, latchkey);
    await visit.signIn(ada);
    for (const path of pages) {
      await visit.open(path.replace('{key}', made.body.apiKey.id));
      await visit.page.locator('main h1').first().waitFor();
      for (const width of [1280, 320]) {
        await visit.page.setViewportSize({ width, height: 800 });
        await visit.button(/Account menu/).click();
        await visit.page.getByRole('menuitem', { name: 'Log out' }).waitFor({ state: 'visible' });
        await visit.page.keyboard.press('Escape');
        await visit.page.getByRole('menuitem', { name: 'Log out' }).waitFor({ state: 'detached' });
      }
    }
    const cookies = await visit.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).find((it) => it.includes('lk_ses_'));
    expect((await latchkey.ask('GET', '/v1/users/me', { cookie })).status).toBe(200);
    await visit.button(/Account menu/).click();
    await visit.page.getByRole('menuitem', { name: 'Log out' }).click();
    await visit.page.getByText('You are signed out.').waitFor();
    expect((await latchkey.ask('GET', '/v1/users/me', { cookie })).status).toBe(401);
    await visit.end();
  });
});
