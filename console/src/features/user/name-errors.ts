import type { PublicPolicy } from '@latchkey/contracts/policy';
import { strings } from '../../strings/strings.js';

interface Names {
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
}

export const nameFields = (policy: PublicPolicy['name']): readonly (keyof Names)[] =>
  policy.fields === 'single' ? ['name'] : ['firstName', 'lastName'];

/** What the policy says against the names that it has. */
export function nameErrors(policy: PublicPolicy['name'], names: Names): Partial<Record<keyof Names, string>> {
  const errors: Partial<Record<keyof Names, string>> = {};
  for (const field of nameFields(policy)) {
    if (policy.required && names[field].trim() === '') errors[field] = strings.field.required;
    if ([...names[field]].length > policy.maxLength) errors[field] = strings.field.tooLong(policy.maxLength);
  }
  return errors;
}
