import { plural } from '../plural.js';

export const common = {
  cancel: 'Cancel',
  confirm: 'Confirm',
  close: 'Close',
  retry: 'Try again',
  loading: 'Loading…',
  loadMore: 'Show more',
  orNothing: (label: string) => `${label} (optional)`,
  copy: 'Copy to Clipboard',
  copied: 'Copied',
  reveal: 'Show',
  hide: 'Hide',
  showPassword: 'Show password',
  skipToContent: 'Skip to content',
  never: 'Never',
  loadFailed: 'This could not be loaded.',
  notFound: {
    title: 'There is nothing here',
    body: 'The address may be mistyped, or what it led to is gone.',
    back: 'Go to your settings',
  },
  crashed: {
    title: 'Something went wrong on this page',
    body: 'Nothing was changed. Loading the page again usually helps.',
    reload: 'Load again',
  },
};

export const field = {
  required: 'Fill this in.',
  tooLong: (most: number) => `Use at most ${plural(most, 'character')}.`,
  email: 'Enter an address like ada@example.org.',
  controlCharacters: 'Leave line breaks and control characters out.',
  invalid: 'This does not look right.',
};

/** Said for what the server refused, by the problem’s code. Codes that are not here are said in the server’s words. */
export const problems: Record<string, string> = {
  invalid_credentials: 'That name and password do not go together.',
  account_suspended: 'This account is suspended or is being deleted. An administrator can tell you why.',
  wrong_password: 'That is not your current password.',
  password_unchanged: 'The new password is the one you already have.',
  password_too_weak: 'The new password breaks a rule. See below.',
  handle_taken: 'Somebody else has this one already.',
  email_taken: 'Another account has this address.',
  unavailable: 'The server cannot answer right now. Try again in a moment.',
  overloaded: 'Very many people are signing in right now. Try again in a moment.',
  cross_origin: 'The browser sent this from another page, so it was refused.',
  token_limit_reached: 'You have as many as you may have. Delete one first.',
  right_not_held: 'You cannot grant or take away a right that you do not hold yourself.',
  expiry_in_past: 'Choose a date in the future.',
  expiry_required: 'Choose when it expires.',
  expiry_too_long: 'Choose an earlier date.',
  expiry_not_extendable: 'The expiry cannot be extended.',
  rights_required: 'Choose at least one right.',
  deactivation_not_allowed: 'These cannot be switched off here, only deleted.',
  revocation_pending:
    'It is revoked, but not every gateway has confirmed yet. It completes by itself within seconds.',
};

export const problem = {
  noAnswer: 'The server did not answer. Check your connection and try again.',
  rateLimited: (seconds: number | null) =>
    seconds === null
      ? 'Too many tries. Wait a moment, then try again.'
      : `Too many tries. Try again in ${seconds < 90 ? plural(seconds, 'second') : plural(Math.ceil(seconds / 60), 'minute')}.`,
  unknown: 'That did not work.',
  requestId: (id: string) => `Request ${id}`,
};
