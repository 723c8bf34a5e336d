const rules = new Intl.PluralRules('en');

/** `plural(2, 'session')` → `2 sessions` */
export const plural = (count: number, one: string, other = `${one}s`): string =>
  `${count.toLocaleString('en')} ${rules.select(count) === 'one' ? one : other}`;

/** `a`, `a and b`, `a, b and c` */
export const list = (items: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
