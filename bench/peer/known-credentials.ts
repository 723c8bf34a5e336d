import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Known {
  readonly userId: string;
  readonly rights: readonly string[];
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** The credentials of the run, by the SHA-256 of their text: all that the bare peers know. */
export function knownCredentials(): Map<string, Known> {
  const tokens = readFileSync(process.env.BENCH_TOKENS as string, 'utf8')
    .trim()
    .split('\n');
  return new Map(
    tokens.map((token, i) => [sha256(token), { userId: `user-${i}`, rights: ['RIGHT_USER_INFO'] }]),
  );
}
