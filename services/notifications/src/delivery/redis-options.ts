import type { QueueOptions } from 'bull';

/** What Bull's connections need. Bull reads a URL itself, but knows no `rediss:` and would wait up to 20 s to reconnect. */
export function redisOptions(redisUrl: string): NonNullable<Exclude<QueueOptions['redis'], string>> {
  const url = new URL(redisUrl);
  return {
    host: url.hostname,
    port: url.port === '' ? 6379 : Number(url.port),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 ? { db: Number(url.pathname.slice(1)) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    retryStrategy: (times) => Math.min(times * 100, 1000),
  };
}
