import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const artifacts = fileURLToPath(new URL('../../../test/artifacts/', import.meta.url));

/** Debian's Chromium, without anything that speaks to other hosts. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.LATCHKEY_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Look {
  readonly width: 1280 | 390;
  readonly scheme: 'light' | 'dark';
}

export const looks: readonly Look[] = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
];

/** A visitor of their own, with nothing stored. What the page complains of is kept in `complaints`. */
export async function visitor(
  browser: Browser,
  { width, scheme }: Look,
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A refused request is part of a journey; whatever else is an error is none.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** A picture to look at, under test/artifacts/. */
export async function picture(page: Page, name: string, { width, scheme }: Look): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}-${width}-${scheme}.png`), fullPage: true });
}
