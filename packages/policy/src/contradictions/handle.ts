import { brokenHandleRules, handlePattern } from '@latchkey/contracts/handle-rules';
import type { Policy } from '@latchkey/contracts/policy';
import { about, type Check } from './check.js';

/** The compiled pattern, or undefined: what the first check is about, and the others have nothing to say to. */
function compiled({ pattern }: Policy['handle']): RegExp | undefined {
  try {
    return handlePattern(pattern);
  } catch {
    return undefined;
  }
}

const possible = (handle: Policy['handle'], candidate: string): boolean =>
  compiled(handle) !== undefined && brokenHandleRules(handle, candidate).length === 0;

/** What stands where a handle stands and must not be one: ids and addresses. */
const impostors = (prefixes: readonly string[]): string[] =>
  prefixes.flatMap((prefix) => ['a', 'A', '0'].map((letter) => prefix + letter.repeat(20)));
const addresses = ['a@b', 'ada@example', 'ada@example.com'];

export const handleChecks: readonly Check[] = [
  ({ handle }) =>
    compiled(handle) === undefined && `handle.pattern is not a regular expression: ${handle.pattern}.`,

  ({ handle: { minLength, maxLength } }) =>
    minLength > maxLength &&
    `handle.minLength (${minLength}) is greater than handle.maxLength (${maxLength}): no handle would do.`,

  // A reserved "Admin" would guard nothing where handles are in lower case.
  ({ handle }) =>
    about(
      handle.reserved.filter((word) => compiled(handle)?.test(word) === false || word !== word.toLowerCase()),
      (words) =>
        `handle.reserved holds what handle.pattern never lets through or is not in lower case: ${words}.`,
    ),

  ({ handle }) =>
    possible(handle, 'me') &&
    !handle.reserved.includes('me') &&
    'handle.reserved must hold "me", which means the caller in paths.',

  ({ handle }) =>
    about(
      [...impostors(['usr_']), ...addresses].filter((text) => possible(handle, text)).slice(0, 1),
      (text) => `handle.pattern lets a handle look like a user id or an email address: ${text}.`,
    ),
];
