type Texts = { readonly [key: string]: unknown };

const mark = (text: string): string => `⟦${text}⟧`;

function pseudoValue(value: unknown): unknown {
  if (typeof value === 'string') return mark(value);
  if (typeof value === 'function') return (...args: unknown[]) => pseudoValue(value(...args));
  return value !== null && typeof value === 'object' ? pseudo(value as Texts) : value;
}

/** A catalogue with a mark around each of its texts. */
export function pseudo<T extends Texts>(catalogue: T): T {
  return Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, pseudoValue(value)])) as T;
}
