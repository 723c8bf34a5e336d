import { expect } from '@jest/globals';
import { looks, picture, visitor } from '@latchkey/testing/browser';
import { eventually } from '@latchkey/testing/eventually';
import type { Latchkey } from '@latchkey/testing/latchkey';
import type { Person } from '@latchkey/testing/people';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const narrowest = 320;

/** Somebody in front of the console: where they are, and what the browser had to complain of. */
export class Visit {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
    private readonly complaints: string[],
  ) {}

  static async begin(browser: Browser, latchkey: Latchkey): Promise<Visit> {
    const { context, page, complaints } = await visitor(browser, { width: 1280, scheme: 'light' });
    const origin = latchkey.origin();
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${origin}/`)) {
        complaints.push(`request to another host: ${request.url()}`);
      }
    });
    return new Visit(context, page, origin, complaints);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
  }

  /** Signs in with the form, and waits for the page that was asked for. */
  async signIn(
    { handle, password }: Pick<Person, 'handle' | 'password'>,
    path = '/settings/profile',
  ): Promise<void> {
    await this.open(`/sign-in?next=${encodeURIComponent(path)}`);
    await this.fillSignIn({ handle, password });
    await this.page.waitForURL(this.origin + path);
    // The address changes before the page does.
    await this.page.getByLabel('Password', { exact: true }).waitFor({ state: 'detached' });
  }

  async fillSignIn({ handle, password }: Pick<Person, 'handle' | 'password'>): Promise<void> {
    await this.page.getByLabel(/or email/).fill(handle);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.button('Sign in').click();
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name });
  }

  dialog() {
    return this.page.getByRole('dialog');
  }

  /**
   * Looks at what is there: accessible (WCAG 2.2 AA, by axe) wide and light, narrow and dark; no wider than a phone of
   * 320 px; and a picture of each look for people.
   */
  async look(name: string): Promise<void> {
    const { page } = this;
    await page.locator('main h1').first().waitFor();
    await page
      .getByRole('status', { name: /Loading/ })
      .first()
      .waitFor({ state: 'detached' });
    for (const look of looks) {
      await page.emulateMedia({ colorScheme: look.scheme });
      await page.setViewportSize({ width: look.width, height: 900 });
      // What hangs on the scheme, or floats, finds its colour and place a frame later.
      await eventually(async () => {
        expect({ name, look, violations: await violations(page) }).toEqual({ name, look, violations: [] });
      }, 5_000);
      await picture(page, name, look);
    }
    await page.setViewportSize({ width: narrowest, height: 640 });
    await eventually(async () => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ name, width }).toEqual({ name, width: narrowest });
    }, 5_000);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  }

  /** Nothing thrown, nothing refused by the CSP or Trusted Types, nothing asked of another host. */
  async end(): Promise<void> {
    const styles = await this.page.evaluate(() => document.querySelectorAll('style').length);
    await this.context.close();
    expect({ complaints: this.complaints, styles }).toEqual({ complaints: [], styles: 0 });
  }
}

/** By axe inside the page, put there once for each document past its CSP: ten times as fast as from a page beside it. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  return page.evaluate(async (tags) => {
    const options = { runOnly: tags, resultTypes: ['violations' as const], elementRef: false };
    const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(
      document,
      options,
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  }, runOnly);
}
