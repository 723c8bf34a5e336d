import type { Policy } from '@latchkey/contracts/policy';
import { builtInRights } from '@latchkey/contracts/rights';
import { about, type Check, repeated } from './check.js';

/** The longest life that a key can have, in days; infinite when nothing ends it. */
function longestDays({ expiryRequired, durationsInDays, maxDays }: Policy['apiKeys']): number {
  if (!expiryRequired) return Number.POSITIVE_INFINITY;
  return Math.min(
    maxDays ?? Number.POSITIVE_INFINITY,
    Math.max(...(durationsInDays ?? [Number.POSITIVE_INFINITY])),
  );
}

export const apiKeyChecks: readonly Check[] = [
  ({ apiKeys: { durationsInDays, maxDays } }) =>
    maxDays !== null &&
    about(
      (durationsInDays ?? []).filter((days) => days > maxDays),
      (days) => `apiKeys.durationsInDays offers more than apiKeys.maxDays (${maxDays}) allows: ${days}.`,
    ),

  ({ apiKeys: { durationsInDays } }) =>
    about(
      repeated(durationsInDays ?? []),
      (days) => `apiKeys.durationsInDays offers the same twice: ${days}.`,
    ),

  ({ apiKeys: { expiryRequired, durationsInDays, maxDays } }) =>
    expiryRequired &&
    durationsInDays === null &&
    maxDays === null &&
    'apiKeys.expiryRequired is on, but neither apiKeys.durationsInDays nor apiKeys.maxDays says how late the end may be.',

  ({ apiKeys: { expiryRequired, maxDays } }) =>
    !expiryRequired &&
    maxDays !== null &&
    `apiKeys.maxDays (${maxDays}) limits nothing while apiKeys.expiryRequired is off: a key without an end outlives it.`,

  ({ apiKeys: { durationsInDays, extendable } }) =>
    durationsInDays !== null &&
    extendable &&
    'apiKeys.extendable is on, but apiKeys.durationsInDays fixes the lifetimes: an extension would leave the menu.',

  ({ apiKeys }) =>
    about(
      apiKeys.warnAtDays.filter((days) => days >= longestDays(apiKeys)),
      (days) =>
        `apiKeys.warnAtDays is not before the end of any key, since none lives longer than ${longestDays(apiKeys)} days: ${days}.`,
    ),

  ({ apiKeys: { warnAtDays } }) =>
    about(repeated(warnAtDays), (days) => `apiKeys.warnAtDays names the same day twice: ${days}.`),

  ({ apiKeys }) =>
    apiKeys.expiringSoonDays >= longestDays(apiKeys) &&
    `apiKeys.expiringSoonDays (${apiKeys.expiringSoonDays}) would mark every key, since none lives longer than ${longestDays(apiKeys)} days.`,

  ({ apiKeys: { rotatable, maxGraceSeconds } }) =>
    !rotatable &&
    maxGraceSeconds > 0 &&
    `apiKeys.maxGraceSeconds (${maxGraceSeconds}) is for keys that are rotated, but apiKeys.rotatable is off.`,

  ({ apiKeys, rights }) =>
    apiKeys.rights === 'owner' &&
    about(
      rights.map((right) => right.id).filter((id) => !builtInRights.some((builtIn) => builtIn.id === id)),
      (ids) =>
        `rights has some of its own that nobody could choose, since apiKeys.rights is "owner": ${ids}.`,
    ),
];
