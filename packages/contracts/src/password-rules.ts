import type { PasswordPolicy } from './policy/password-policy.js';

export type PasswordRuleCode =
  | 'too_short'
  | 'too_long'
  | 'missing_uppercase'
  | 'missing_lowercase'
  | 'missing_digit'
  | 'missing_special'
  | 'contains_handle';

/** One rule and how to keep it. */
export interface PasswordRule {
  readonly code: PasswordRuleCode;
  readonly message: string;
}

interface Attempt {
  readonly password: string;
  /** Left out while nobody has chosen one. */
  readonly handle?: string | undefined;
}

interface RuleCheck {
  readonly code: PasswordRuleCode;
  /** Undefined: the policy has no such rule. */
  readonly message: (policy: PasswordPolicy) => string | undefined;
  readonly broken: (policy: PasswordPolicy, password: string, handle: string) => boolean;
}

/** What is counted and hashed: composed and decomposed accents are the same password (NIST SP 800-63B-4, 3.1.1.2). */
export const normalizePassword = (password: string): string => password.normalize('NFC');

const codePoints = (text: string): number => [...text].length;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const some = (least: number, what: string): string | undefined =>
  least === 0 ? undefined : `Use at least ${least === 1 ? `one ${what}` : `${least} ${what}s`}.`;

/** A handle of one letter is in almost every password. */
const handleCounts = (handle: string): boolean => codePoints(handle) > 1;

const checks: readonly RuleCheck[] = [
  {
    code: 'too_short',
    message: ({ minLength }) => `Use at least ${minLength} characters.`,
    broken: ({ minLength }, password) => codePoints(password) < minLength,
  },
  {
    code: 'too_long',
    message: ({ maxLength }) => `Use at most ${maxLength} characters.`,
    broken: ({ maxLength }, password) => codePoints(password) > maxLength,
  },
  {
    code: 'missing_uppercase',
    message: ({ minUppercase }) => some(minUppercase, 'upper-case letter'),
    broken: ({ minUppercase }, password) => count(password, /\p{Lu}/gu) < minUppercase,
  },
  {
    code: 'missing_lowercase',
    message: ({ minLowercase }) => some(minLowercase, 'lower-case letter'),
    broken: ({ minLowercase }, password) => count(password, /\p{Ll}/gu) < minLowercase,
  },
  {
    code: 'missing_digit',
    message: ({ minDigits }) => some(minDigits, 'digit'),
    broken: ({ minDigits }, password) => count(password, /\p{Nd}/gu) < minDigits,
  },
  {
    code: 'missing_special',
    message: ({ minSpecial }) => some(minSpecial, 'special character'),
    // Marks belong to the letter before them.
    broken: ({ minSpecial }, password) => count(password, /[^\p{L}\p{M}\p{N}]/gu) < minSpecial,
  },
  {
    code: 'contains_handle',
    message: ({ rejectHandle }) =>
      rejectHandle ? 'Leave your sign-in name out of the password.' : undefined,
    broken: ({ rejectHandle }, password, handle) =>
      rejectHandle && handleCounts(handle) && password.toLowerCase().includes(handle.toLowerCase()),
  },
];

const toRule = (policy: PasswordPolicy, { code, message }: RuleCheck): PasswordRule[] => {
  const text = message(policy);
  return text === undefined ? [] : [{ code, message: text }];
};

/** The rules that a policy has, for a checklist. Whether a password is a common one is the server’s to say. */
export const passwordRules = (policy: PasswordPolicy): PasswordRule[] =>
  checks.flatMap((check) => toRule(policy, check));

/** The rules that a new password breaks, in the order of the checklist; none when it will do. */
export function brokenPasswordRules(
  policy: PasswordPolicy,
  { password, handle = '' }: Attempt,
): PasswordRule[] {
  const text = normalizePassword(password);
  return checks
    .filter((check) => check.broken(policy, text, handle.normalize('NFC')))
    .flatMap((check) => toRule(policy, check));
}
