import type { Advice } from '../delivery/mail.js';

interface NoticeKind {
  /** A security notice: mailed whatever the preferences say, and to every address that is known. */
  readonly mandatory: boolean;
  readonly advice: Advice;
}

const sessions = { linkText: 'Review your sessions', path: '/settings/sessions' };
const apiKeys = { linkText: 'Review your API keys', path: '/settings/api-keys' };

const notYou =
  'If this was not you, somebody else has access to your account: end the sessions that you do not know and change your password.';

/** Everything that users are told of. */
export const catalogue = {
  PASSWORD_CHANGED: {
    mandatory: true,
    advice: {
      text: 'If this was not you, somebody else knows your password: change it again at once and end all sessions. If you can no longer sign in, ask your administrator.',
      ...sessions,
    },
  },
  NEW_SIGN_IN: { mandatory: true, advice: { text: notYou, ...sessions } },
  AUTHENTICATION_RESET: { mandatory: true, advice: { text: notYou, ...sessions } },
  CREDENTIAL_LEAKED: {
    mandatory: true,
    advice: { text: 'Find out where it leaked before you make a new one, and look for what you do not know.', ...sessions },
  },
  API_KEY_CREATED: { mandatory: true, advice: { text: notYou, ...apiKeys } },
  API_KEY_CHANGED: { mandatory: true, advice: { text: notYou, ...apiKeys } },
  API_KEY_DELETED: { mandatory: true, advice: { text: notYou, ...apiKeys } },
  API_KEY_EXPIRING: {
    mandatory: false,
    advice: { text: 'Make a new one and put it in place before then.', ...apiKeys },
  },
  SUPERSEDED_KEY_USED: {
    mandatory: true,
    advice: { text: 'Something still uses the old key, or somebody has a copy of it. It was refused.', ...apiKeys },
  },
  ADDRESS_CLAIMED: {
    mandatory: true,
    advice: { text: 'If that was you, sign in instead. If not, there is nothing to do: your account is untouched.', linkText: 'Sign in', path: '/sign-in' },
  },
} as const satisfies Record<string, NoticeKind>;

export type NoticeType = keyof typeof catalogue;
