import type { Check } from './check.js';

/** Password, sessions, what "revoke all" covers, pictures. */
export const accountChecks: readonly Check[] = [
  ({ password: { minLength, maxLength } }) =>
    minLength > maxLength &&
    `password.minLength (${minLength}) is greater than password.maxLength (${maxLength}): no password would do.`,

  ({ password: { maxLength, minUppercase, minLowercase, minDigits, minSpecial } }) => {
    const demanded = minUppercase + minLowercase + minDigits + minSpecial;
    return (
      demanded > maxLength &&
      `password.maxLength (${maxLength}) leaves no room for the ${demanded} characters of minUppercase, minLowercase, minDigits and minSpecial.`
    );
  },

  ({ sessions: { browser } }) => outlived('browser', browser),
  ({ sessions: { cli } }) => outlived('cli', cli),

  ({ revokeAll }) =>
    !Object.values(revokeAll).includes(true) &&
    'revokeAll covers nothing: a password change with "revoke all" would revoke nothing.',

  // Both are sign-ins with the password, under one epoch in the tokens service.
  ({ revokeAll: { sessions, cliTokens } }) =>
    sessions !== cliTokens &&
    'revokeAll.cliTokens must be what revokeAll.sessions is: sessions of browser and CLI end together.',

  ({ revokeAll: { sessions, cliTokens, apiKeys } }) =>
    apiKeys &&
    !sessions &&
    !cliTokens &&
    'revokeAll.apiKeys is on, but a session that revokeAll.sessions spares could make new keys at once.',

  ({ avatar }) =>
    avatar.default === 'gravatar' &&
    avatar.lookup === 'none' &&
    'avatar.default is "gravatar", but avatar.lookup is "none".',
];

function outlived(
  kind: string,
  { idleSeconds, absoluteSeconds }: { idleSeconds: number | null; absoluteSeconds: number },
) {
  return (
    idleSeconds !== null &&
    idleSeconds > absoluteSeconds &&
    `sessions.${kind}.idleSeconds (${idleSeconds}) is greater than sessions.${kind}.absoluteSeconds (${absoluteSeconds}).`
  );
}
