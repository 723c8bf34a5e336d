import type { ApiKey, ApiKeyStatus } from '@latchkey/contracts/tokens/api-key';
import type { Context } from '../../context.js';
import { fromNow, inFull } from '../../moment.js';
import type { Cell, Tone } from '../../output.js';

const tones: Record<ApiKeyStatus, Tone> = {
  active: 'good',
  inactive: 'quiet',
  expired: 'bad',
  superseded: 'warning',
};

export const columns = ['ID', 'NAME', 'STATUS', 'RIGHTS', 'EXPIRES', 'LAST USED', 'SECRET'];

export const rowOf = (key: ApiKey): Cell[] => [
  key.id,
  key.name ?? '',
  { text: key.status, tone: tones[key.status] },
  shortly(key.rights),
  key.expiringSoon ? { text: fromNow(key.expiresAt), tone: 'warning' } : fromNow(key.expiresAt),
  lastUse(key),
  `…${key.last4}`,
];

/** A key with twenty rights is one line all the same. */
function shortly(rights: readonly string[]): string {
  const names = rights.map((right) => right.replace(/^RIGHT_/, ''));
  return names.length <= 3
    ? names.join(', ')
    : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

const lastUse = ({ lastUsedAt, lastUsedIp }: ApiKey): string =>
  fromNow(lastUsedAt) + (lastUsedIp === null ? '' : ` from ${lastUsedIp}`);

export function showKey({ out }: Context, key: ApiKey): void {
  out.facts([
    ['ID', key.id],
    ['Name', key.name ?? ''],
    ['Status', { text: key.status, tone: tones[key.status] }],
    ['Rights', key.rights.join(', ')],
    ['Secret', `…${key.last4}`],
    ['Expires', inFull(key.expiresAt)],
    ['Last used', lastUse(key)],
    ['From', key.allowedCidrs.length === 0 ? 'anywhere' : key.allowedCidrs.join(', ')],
    ['Created', inFull(key.createdAt)],
    ['Changed', inFull(key.updatedAt)],
  ]);
  warnOfEnd({ out }, [key]);
}

const nameOf = ({ name, id }: ApiKey): string => (name ? `"${name}"` : id);

export function warnOfEnd({ out }: Pick<Context, 'out'>, keys: readonly ApiKey[]): void {
  for (const key of keys)
    if (key.expiringSoon && key.status === 'active')
      out.warn(`The key ${nameOf(key)} expires ${fromNow(key.expiresAt)}.`);
}

/** The secret alone on stdout, for `$(…)`; what people must know on stderr. */
export function showSecret({ out }: Context, { apiKey, token }: { apiKey: ApiKey; token: string }): void {
  out.success(`The key ${nameOf(apiKey)} is made. Its id is ${apiKey.id}; it ${endOf(apiKey)}.`);
  out.secret(token);
  out.note('Copy it now: it is never shown again.');
}

const endOf = ({ expiresAt }: ApiKey): string =>
  expiresAt === null ? 'never expires' : `expires on ${inFull(expiresAt)}`;
