import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Launch } from '../launch.js';
import { requireProgram } from './binaries.js';
import { redisEvictionPolicy } from './redis-probe.js';
import { type Server, startServer } from './server.js';

export interface RedisOptions {
  /** An absolute folder of its own, for the append-only file and the configuration. */
  readonly dataDir: string;
  /** On 127.0.0.1. */
  readonly port: number;
  readonly password: string;
  /** False only for throw-away data: nothing is written to disk. */
  readonly durable: boolean;
  readonly logFile?: string;
}

export interface RedisServer extends Server {
  readonly url: string;
}

/** Starts Redis on 127.0.0.1. */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const server = await startServer(await redisLaunch(options), options.logFile ?? `${options.dataDir}.log`);
  return { ...server, url: redisUrl(options) };
}

/** Writes the configuration, and says how the server is started. */
export async function redisLaunch(options: RedisOptions): Promise<Launch> {
  const command = await requireProgram('redis');
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const file = join(options.dataDir, 'redis.conf');
  writeFileSync(file, configuration(options), { mode: 0o600 });
  return {
    name: 'redis-1',
    command,
    args: [file],
    ready: async () => (await redisEvictionPolicy(redisUrl(options)).catch(() => undefined)) !== undefined,
  };
}

export function redisUrl({ port, password }: Pick<RedisOptions, 'port' | 'password'>): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}

function configuration({ dataDir, port, password, durable }: RedisOptions): string {
  const settings: Record<string, string> = {
    bind: '127.0.0.1',
    port: String(port),
    dir: quoted(dataDir),
    requirepass: quoted(password),
    appendonly: durable ? 'yes' : 'no',
    // The append-only file alone; no snapshots beside it.
    save: '""',
    // Bull's queues must never be thinned out to make room.
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join('\n')}\n`;
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
