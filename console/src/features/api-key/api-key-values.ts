import type { PublicPolicy } from '@latchkey/contracts/policy';
import { strings } from '../../strings/strings.js';
import type { Expiry } from './expiry.js';

/** What the form of a key holds. */
export interface ApiKeyValues extends Record<string, unknown> {
  readonly name: string;
  readonly expiry: Expiry;
  readonly rights: string[];
  /** One a line. */
  readonly allowedCidrs: string;
}

export const readCidrs = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((cidr) => cidr.trim())
    .filter((cidr) => cidr !== '');

/** What is missing, whatever the schema says: both are questions of the policy. */
export function missing(policy: PublicPolicy['apiKeys'], { expiry, rights }: ApiKeyValues) {
  const { apiKeyForm, problems } = strings;
  return {
    ...(expiry.choice === 'date' && expiry.date === '' && { expiry: apiKeyForm.dateRequired }),
    ...(policy.rights === 'chosen' && rights.length === 0 && { rights: problems.rights_required }),
  };
}

/** Where the server's refusals belong, by code. */
export const fieldOfCode = {
  expiry_in_past: 'expiry',
  expiry_required: 'expiry',
  expiry_too_long: 'expiry',
  expiry_not_extendable: 'expiry',
  rights_required: 'rights',
  right_not_held: 'rights',
} as const;
