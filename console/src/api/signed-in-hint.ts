const key = 'latchkey-signed-in';

/**
 * Remembers that this browser has a session, so that the sign-in page asks the server only when it may be worth it.
 * It proves nothing: the cookie does, and no script can read that one.
 */
export const signedInHint = {
  isSet: (): boolean => localStorage.getItem(key) === '1',
  set: (): void => localStorage.setItem(key, '1'),
  clear: (): void => localStorage.removeItem(key),
};
