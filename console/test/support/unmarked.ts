import type { Page } from 'playwright-core';

/** Texts of a page that do not carry the pseudo-locale's mark, times aside: those are in no catalogue. */
export const unmarked = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const elsewhere = node.parentElement?.closest('time, script, noscript, option');
      if (!elsewhere) texts.push(node.nodeValue ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text) && !/[⟦⟧]/.test(text));
  });
