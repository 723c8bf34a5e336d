import type { Policy } from '@latchkey/contracts/policy';

/** Looks for one contradiction; a sentence that begins with the field's name, or false. */
export type Check = (policy: Policy) => string | false;

/** A sentence about the offending entries of a list, if there are any. */
export const about = (
  offenders: readonly (string | number)[],
  sentence: (list: string) => string,
): string | false => offenders.length > 0 && sentence(offenders.join(', '));

export const repeated = <T>(list: readonly T[]): T[] => [
  ...new Set(list.filter((entry, index) => list.indexOf(entry) !== index)),
];
