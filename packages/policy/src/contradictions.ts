import type { Policy } from '@latchkey/contracts/policy';
import { accountChecks } from './contradictions/account.js';
import { apiKeyChecks } from './contradictions/api-keys.js';
import { catalogueChecks } from './contradictions/catalogues.js';
import type { Check } from './contradictions/check.js';
import { handleChecks } from './contradictions/handle.js';

export const checks: readonly Check[] = [
  ...accountChecks,
  ...handleChecks,
  ...apiKeyChecks,
  ...catalogueChecks,
];

/** What a policy says that cannot all be true: one sentence each, naming the field. None: it may be used. */
export const contradictionsIn = (policy: Policy): string[] =>
  checks.map((check) => check(policy)).filter((sentence) => sentence !== false);
