import type { BuiltInNotification } from '@latchkey/contracts/policy/notification-type';
import type { Advice } from '../mail.js';

const sessions = { linkText: 'Review your sessions', path: '/settings/sessions' };
const keys = { linkText: 'Review them', path: '/settings/api-keys' };

const notYou =
  'If this was not you, somebody else has access to your account: end the sessions that you do not know and change your password.';

/** What users can do about what they are told of. */
export const adviceOn = {
  password_changed: {
    text: 'If this was not you, somebody else knows your password: change it again at once and end all sessions. If you can no longer sign in, ask for a link to set a new one on the sign-in page.',
    ...sessions,
  },
  new_sign_in: { text: notYou, ...sessions },
  access_revoked: { text: notYou, ...sessions },
  credential_leaked: {
    text: 'Find out where it leaked before you make a new one, and look for what you do not know.',
    ...sessions,
  },
  api_key_created: { text: notYou, ...keys },
  api_key_changed: { text: notYou, ...keys },
  api_key_deleted: { text: notYou, ...keys },
  api_key_expiring: { text: 'Make a new one and put it in place before then.', ...keys },
  superseded_key_used: {
    text: 'Something still uses the old one, or somebody has a copy of it. It was refused.',
    ...keys,
  },
  account_deletion: {
    text: 'If this was not you, tell an administrator of this service at once: nobody can sign in any more until it is restored.',
    linkText: 'Sign in',
    path: '/sign-in',
  },
  address_claimed: {
    text: 'If that was you, sign in instead. If not, there is nothing to do: your account is untouched.',
    linkText: 'Sign in',
    path: '/sign-in',
  },
} as const satisfies Partial<Record<BuiltInNotification, Advice>>;

export type NoticeType = keyof typeof adviceOn;
