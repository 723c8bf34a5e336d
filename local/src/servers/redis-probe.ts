import { exchange } from './tcp-exchange.js';

/**
 * What the Redis at this URL does when its memory is full, e.g. `noeviction`. Asks INFO, which managed servers
 * answer too, unlike CONFIG.
 *
 * @throws Error when it does not answer, refuses the password or is still loading
 */
export async function redisEvictionPolicy(url: string): Promise<string> {
  const { hostname, port, username, password, protocol } = new URL(url);
  const login = password
    ? command('AUTH', ...[username, password].filter(Boolean).map(decodeURIComponent))
    : '';
  const target = { host: hostname, port: Number(port || 6379), tls: protocol === 'rediss:' };
  const answer = await exchange(
    target,
    login + command('INFO', 'memory'),
    (text) => isError(text) || /maxmemory_policy:\S+\r\n/.test(text),
  );
  const policy = /maxmemory_policy:(\S+)/.exec(answer)?.[1];
  if (!policy)
    throw new Error(
      `Redis at ${hostname}:${target.port} answers: ${answer.split('\r\n').find((line) => line.startsWith('-'))}`,
    );
  return policy;
}

/** @throws Error when Redis may throw away queued jobs to make room */
export async function requireNoEviction(url: string): Promise<void> {
  const policy = await redisEvictionPolicy(url);
  if (policy !== 'noeviction') {
    throw new Error(
      `Redis runs with maxmemory-policy ${policy}, which throws away queued jobs: set it to noeviction.`,
    );
  }
}

const isError = (text: string): boolean => /^-.*\r\n$/m.test(text);

// Redis' own protocol (RESP): lengths before texts, so that a password may hold anything.
function command(...words: string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}
