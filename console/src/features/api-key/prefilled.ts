import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { ApiKeyValues } from './api-key-values.js';
import { type Expiry, type ExpiryChoice, newChoices, usualChoice } from './expiry.js';

/**
 * What a link fills in: `?name=&rights=RIGHT_A,RIGHT_B&expires=30` (days), `2026-12-24` or `never`. It proposes and
 * the person decides; what the policy does not have is left out.
 */
export function prefilled(policy: PublicPolicy, query: URLSearchParams): ApiKeyValues {
  const known = new Set(policy.rights.map(({ id }) => id));
  const rights = (query.get('rights') ?? '').split(',').filter((right) => known.has(right));
  return {
    name: (query.get('name') ?? '').slice(0, 50),
    expiry: readExpiry(policy, query.get('expires') ?? ''),
    rights,
    allowedCidrs: '',
  };
}

function readExpiry({ apiKeys }: PublicPolicy, text: string): Expiry {
  const offered = newChoices(apiKeys);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && offered.includes('date')) return { choice: 'date', date: text };
  const choice = offered.find((one) => one === text && one !== 'date');
  return { choice: (choice ?? usualChoice(apiKeys)) as ExpiryChoice, date: '' };
}
