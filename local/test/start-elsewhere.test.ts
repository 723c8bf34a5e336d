import { chmodSync, readlinkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '@latchkey/local/ports';
import { startNats } from '@latchkey/local/servers/nats';
import { type NatsUser, natsUsers } from '@latchkey/local/servers/nats-permissions';
import { startPostgres } from '@latchkey/local/servers/postgres';
import { startRedis } from '@latchkey/local/servers/redis';
import type { Server } from '@latchkey/local/servers/server';
import { temporaryFolder } from '@latchkey/local/temporary-folder';
import pg from 'pg';
import { World } from './stack.js';

let world: World;
const theirs = temporaryFolder();
const servers: Server[] = [];

beforeEach(async () => {
  world = await World.make();
});
afterEach(async () => {
  await world.end();
  for (const server of servers.splice(0)) await server.stop();
  theirs.remove();
}, 240_000);

describe('npm start with servers that exist', () => {
  it('uses them and starts none', async () => {
    const [postgresPort = 0, natsPort = 0, redisPort = 0] = await freePorts(3);
    const postgres = await startPostgres({
      dataDir: join(theirs.path, 'postgres'),
      port: postgresPort,
      password: 'admin',
      databases: [{ name: 'own', password: 'own' }],
      durable: false,
    });
    const passwords = Object.fromEntries(natsUsers.map((user) => [user, 'x'])) as Record<NatsUser, string>;
    const nats = await startNats({ dataDir: join(theirs.path, 'nats'), port: natsPort, passwords });
    const redis = await startRedis({
      dataDir: join(theirs.path, 'redis'),
      port: redisPort,
      password: 'x',
      durable: false,
    });
    servers.push(postgres, nats, redis);

    await world
      .start({
        DATABASE_URL: postgres.adminUrl,
        AUDIT_DATABASE_URL: postgres.urls.own ?? '',
        NATS_URL: nats.urls.operator,
        TOKENS_NATS_URL: nats.urls.tokens,
        REDIS_URL: redis.url,
        SMTP_URL: 'smtp://mail.example.org',
      })
      .ready();

    const [identity, tokens, audit] = [
      await world.env('identity-1'),
      await world.env('tokens-1'),
      await world.env('audit-1'),
    ];
    expect(world.pidFiles().filter((name) => /^(postgres|nats|redis|mailbox)/.test(name))).toEqual([]);
    expect(audit.DATABASE_URL).toBe(postgres.urls.own);
    expect(identity).toMatchObject({ NATS_URL: nats.urls.operator, REDIS_URL: redis.url });
    expect(tokens.NATS_URL).toBe(nats.urls.tokens);
    expect((await world.env('notifications-1')).SMTP_URL).toBe('smtp://mail.example.org');
    const client = new pg.Client({ connectionString: identity.DATABASE_URL });
    await client.connect();
    expect((await client.query('SELECT current_database() AS name')).rows).toEqual([
      { name: 'postgres_identity' },
    ]);
    await client.end();
  }, 240_000);

  it('refuses a Redis that would throw jobs away', async () => {
    const [port = 0] = await freePorts(1);
    const redis = await startRedis({
      dataDir: join(theirs.path, 'redis'),
      port,
      password: 'x',
      durable: false,
    });
    servers.push(redis);
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    client.disconnect();

    const run = world.start({ REDIS_URL: redis.url });
    expect(await run.exited).toBe(1);
    expect(run.output).toContain('maxmemory-policy allkeys-lru');
    expect(world.processes()).toEqual([]);
  }, 240_000);
});

describe('npm start as root, in a folder that nobody else may enter', () => {
  it('keeps PostgreSQL’s files outside, and links to them', async () => {
    if (process.getuid?.() !== 0) return;
    chmodSync(world.root, 0o700);
    const run = await world.start().ready();
    const files = readlinkSync(world.data('postgres'));
    try {
      expect(run.output).toContain(`files in ${files}`);
      await run.stop();
      await (await world.start().ready()).stop();
    } finally {
      rmSync(dirname(files), { recursive: true });
    }
  }, 240_000);
});
