import { Redis } from 'ioredis';

const patienceMs = 3000;

/**
 * Refuses a Redis that may drop what Bull stores when memory runs short. One that does not answer is no refusal:
 * it is never the only copy, and the process may start before it.
 *
 * @throws Error with a sentence that says what to set
 */
export async function requireNoeviction(redisUrl: string): Promise<void> {
  const policy = await evictionPolicy(redisUrl).catch(() => undefined);
  if (policy === undefined || policy === 'noeviction') return;
  throw new Error(`Redis runs with maxmemory-policy = ${policy}, which loses jobs: set it to noeviction.`);
}

/** Rejects unless Redis answers and keeps what it is given: for `/readyz`. */
export async function checkRedis(redisUrl: string): Promise<void> {
  const policy = await evictionPolicy(redisUrl);
  if (policy !== 'noeviction') throw new Error(`maxmemory-policy = ${policy}`);
}

/** Asked by INFO: managed servers refuse CONFIG. */
async function evictionPolicy(redisUrl: string): Promise<string> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined); // told by the rejection below
  try {
    await redis.connect();
    const info = await redis.info('memory');
    return /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'unknown';
  } finally {
    redis.disconnect();
  }
}
