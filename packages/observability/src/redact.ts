/** Keeps secrets out of the log: by the name of a field, and by the look of a text. */
const hidden = '[redacted]';

/** `currentPassword`, `new_password`, `secretHash`, `x-csrf-token`, …; not `cliTokens: 3`. */
const secretName =
  /(password|passphrase|secret|token|passwordhash|secrethash|authorization|cookies?|credentials)$/;

const masks: readonly (readonly [RegExp, string])[] = [
  // A token without its secret is its id: enough to find the row. Also one cut off or run into other text.
  [/(lk_(?:ses|cli|key)_[0-9A-Za-z]{20})_[0-9A-Za-z]+/g, `$1_${hidden}`],
  // Of a link in a mail, should a mail server quote it.
  [/(#token=)[0-9A-Za-z]+/g, `$1${hidden}`],
  [/\$argon2[a-z]{1,2}\$[^\s"'\\]*/g, hidden],
  [/\b(bearer|basic) +[A-Za-z0-9._~+/-]{12,}=*/gi, `$1 ${hidden}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']*:[^\s/@"']*@/gi, `$1${hidden}@`],
];

/** Masks whatever looks like a token, a password hash or a password in a URL. */
export const redactText = (text: string): string =>
  masks.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);

const isSecretName = (name: string): boolean => secretName.test(name.toLowerCase().replaceAll(/[-_]/g, ''));

const deepest = 6;
const widest = 100;

/** A copy fit for the log. Of an error only what we know to be harmless: a query's error carries its parameters. */
export function redact(value: unknown, within: readonly unknown[] = []): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (within.length >= deepest || within.includes(value)) return '[…]';
  const inside = [...within, value];
  if (value instanceof Error) return redactError(value, inside);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.slice(0, widest).map((item) => redact(item, inside));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const fields = Object.entries(value).slice(0, widest);
  return Object.fromEntries(
    fields.map(([name, inner]) => [name, isSecretName(name) ? hidden : redact(inner, inside)]),
  );
}

function redactError(error: Error, inside: readonly unknown[]): Record<string, unknown> {
  const { code, details } = error as Error & { code?: unknown; details?: { privateDetail?: unknown } };
  return {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof details?.privateDetail === 'string'
      ? { privateDetail: redactText(details.privateDetail) }
      : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, inside) }),
  };
}
