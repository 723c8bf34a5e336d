const longest = 3600;

/**
 * How long to wait after a failed attempt, in seconds: doubled each time, up to an hour, and spread by a fifth so
 * that a mail server that was away is not met by all at once.
 */
export function retryAfterSeconds(
  attempts: number,
  first: number,
  random: () => number = Math.random,
): number {
  const wait = Math.min(first * 2 ** (attempts - 1), longest);
  return wait * (0.9 + 0.2 * random());
}
