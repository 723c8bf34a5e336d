import { en } from './en/en.js';

export type Strings = typeof en;

/** The catalogue in use. Read it while rendering, never at the top of a module: it is chosen at the start. */
export let strings: Strings = en;

const pseudoLocale = 'ar-XB';

/**
 * English, until there are more. `localStorage['latchkey-locale'] = 'ar-XB'` shows the pseudo-locale: marked texts from
 * right to left, in which a text that is in no catalogue and a layout that knows but one direction stand out.
 */
export async function chooseCatalogue(): Promise<void> {
  if (localStorage.getItem('latchkey-locale') !== pseudoLocale) return;
  const { pseudo } = await import('./pseudo.js');
  strings = pseudo(en);
  document.documentElement.lang = pseudoLocale;
  document.documentElement.dir = 'rtl';
}
