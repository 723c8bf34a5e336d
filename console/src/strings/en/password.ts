import { inSentence } from '../in-sentence.js';
import { list } from '../plural.js';

export const password = {
  title: 'Password',
  description: (changed: string | null) =>
    changed ? `Last changed ${changed}.` : 'Change the password you sign in with.',
  current: 'Current password',
  next: 'New password',
  confirm: 'Confirm new password',
  mismatch: 'The two do not match.',
  submit: 'Change password',
  changed: 'Your password is changed.',
  rules: 'What the password needs',
  kept: 'kept',
  missing: 'missing',
  commonRefused: 'Well-known and leaked passwords are refused.',
  revoke: {
    explain: (dies: readonly string[]) =>
      `Ends ${list(dies)}. You will be signed out here too, and sign in again with the new password.`,
    explainKept: (dies: readonly string[]) => `Ends ${list(dies)}, except this browser.`,
    sessions: 'every browser session',
    cliTokens: 'every command-line sign-in',
    apiKeys: (label: string) => `every ${inSentence(label)}`,
    survive: (label: string) =>
      `Your ${inSentence(label)} go on working: delete them on their own page if they may be known.`,
    keep: 'Stay signed in on this browser',
  },
};
