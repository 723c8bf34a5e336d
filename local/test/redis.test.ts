import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '@latchkey/local/ports';
import { type RedisServer, startRedis } from '@latchkey/local/servers/redis';
import { redisEvictionPolicy, requireNoEviction } from '@latchkey/local/servers/redis-probe';
import { temporaryFolder } from '@latchkey/local/temporary-folder';
import { Redis } from 'ioredis';

const folder = temporaryFolder();
const running: RedisServer[] = [];

async function start(durable = true): Promise<RedisServer> {
  const [port = 0] = await freePorts(1);
  const server = await startRedis({ dataDir: join(folder.path, 'redis'), port, password: 'a b"c', durable });
  running.push(server);
  return server;
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => folder.remove());

describe('Redis on this machine', () => {
  it('never throws jobs away to make room', async () => {
    const { url } = await start();
    await expect(requireNoEviction(url)).resolves.toBeUndefined();
    expect(await ask(url, (redis) => redis.config('GET', 'maxmemory-policy'))).toEqual([
      'maxmemory-policy',
      'noeviction',
    ]);
  });

  it('is refused with a sentence when it would', async () => {
    const { url } = await start(false);
    await ask(url, (redis) => redis.config('SET', 'maxmemory-policy', 'allkeys-lru'));
    expect(await redisEvictionPolicy(url)).toBe('allkeys-lru');
    await expect(requireNoEviction(url)).rejects.toThrow('maxmemory-policy allkeys-lru');
  });

  it('refuses who has no password, and a wrong one', async () => {
    const { url } = await start(false);
    const { host } = new URL(url);
    await expect(redisEvictionPolicy(`redis://${host}`)).rejects.toThrow('NOAUTH');
    await expect(redisEvictionPolicy(`redis://:wrong@${host}`)).rejects.toThrow('WRONGPASS');
  });

  it('keeps what it was told over a stop and start', async () => {
    const first = await start();
    await ask(first.url, (redis) => redis.set('kept', 'yes'));
    await first.stop();
    const second = await start();
    expect(await ask(second.url, (redis) => redis.get('kept'))).toBe('yes');
  });
});
