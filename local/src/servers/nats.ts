import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Launch } from '../launch.js';
import { requireProgram } from './binaries.js';
import { type NatsUser, natsUsers, permissionsOf } from './nats-permissions.js';
import { natsAnswers } from './nats-probe.js';
import { type Server, startServer } from './server.js';

export interface NatsOptions {
  /** An absolute folder of its own, for the streams and the configuration. */
  readonly dataDir: string;
  /** On 127.0.0.1. */
  readonly port: number;
  readonly passwords: Readonly<Record<NatsUser, string>>;
  /** JetStream consumers by service. A service that is not named may make any. */
  readonly durables?: Readonly<Partial<Record<NatsUser, readonly string[]>>>;
  readonly logFile?: string;
}

export interface NatsServer extends Server {
  /** By user, with its password. */
  readonly urls: Readonly<Record<NatsUser, string>>;
}

/** Starts nats-server with JetStream on 127.0.0.1, a user per service. */
export async function startNats(options: NatsOptions): Promise<NatsServer> {
  const server = await startServer(await natsLaunch(options), options.logFile ?? `${options.dataDir}.log`);
  return { ...server, urls: natsUrls(options) };
}

/** Writes the configuration, and says how the server is started. */
export async function natsLaunch(options: NatsOptions): Promise<Launch> {
  const command = await requireProgram('nats');
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const file = join(options.dataDir, 'nats.conf');
  writeFileSync(file, `${JSON.stringify(configuration(options), undefined, 2)}\n`, { mode: 0o600 });
  return { name: 'nats-1', command, args: ['-c', file], ready: () => natsAnswers(options.port) };
}

/** The URL of each user. Clients set their inbox prefix to `_INBOX_<user>`. */
export function natsUrls({
  port,
  passwords,
}: Pick<NatsOptions, 'port' | 'passwords'>): Record<NatsUser, string> {
  return Object.fromEntries(
    natsUsers.map((user) => [user, `nats://${user}:${passwords[user]}@127.0.0.1:${port}`]),
  ) as Record<NatsUser, string>;
}

// JSON is a subset of the server's own format.
function configuration({ dataDir, port, passwords, durables }: NatsOptions): object {
  const users = natsUsers.map((user) => ({
    user,
    password: passwords[user],
    permissions: permissionsOf(user, durables?.[user]),
  }));
  return {
    server_name: 'latchkey',
    host: '127.0.0.1',
    port,
    jetstream: { store_dir: join(dataDir, 'jetstream') },
    // Every user is inside a named account, and there is no `authorization` block: with one beside a system
    // account, servers before 2.9.23 let anonymous clients in (CVE-2023-47090).
    accounts: { LATCHKEY: { jetstream: 'enabled', users }, SYS: { users: [] } },
    system_account: 'SYS',
  };
}
