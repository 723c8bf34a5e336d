import type { Launch } from '../launch.js';
import { type ClusterOptions, preparePostgresCluster } from './postgres-cluster.js';
import { createDatabases, type DatabaseAccount } from './postgres-databases.js';
import { postgresAnswers } from './postgres-probe.js';
import { type Server, startServer } from './server.js';

export interface PostgresOptions extends ClusterOptions {
  /** On 127.0.0.1. */
  readonly port: number;
  /** One database and one role of the same name each. */
  readonly databases: readonly DatabaseAccount[];
  readonly logFile?: string;
}

export interface PostgresServer extends Server {
  readonly adminUrl: string;
  /** By database name. */
  readonly urls: Readonly<Record<string, string>>;
}

/** Starts PostgreSQL on 127.0.0.1 with its databases. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const server = await startServer(
    await postgresLaunch(options),
    options.logFile ?? `${options.dataDir}.log`,
  );
  try {
    await createOwnDatabases(options);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...server, adminUrl: adminUrl(options), urls: databaseUrls(options) };
}

/** Makes what is missing, and closes the server's own databases to the services. */
export function createOwnDatabases(
  options: Pick<PostgresOptions, 'port' | 'password' | 'databases'>,
): Promise<void> {
  return createDatabases(adminUrl(options), options.databases, ['postgres', 'template1']);
}

/** Initialises the data if needed, and says how the server is started. */
export async function postgresLaunch(options: PostgresOptions): Promise<Launch> {
  const { command, owner, prepare } = await preparePostgresCluster(options);
  return {
    name: 'postgres-1',
    // Whoever runs it may not be allowed into ours.
    cwd: '/',
    command,
    args: ['-D', options.dataDir, ...settingsOf(options)],
    prepare,
    // Fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    // Immediate shutdown: SIGKILL would leave its shared memory and its children.
    killSignal: 'SIGQUIT',
    ready: () => postgresAnswers(adminUrl(options)),
    ...(owner && { owner }),
  };
}

export function adminUrl({ port, password }: Pick<PostgresOptions, 'port' | 'password'>): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** The URL of each database with its own role. */
export function databaseUrls({
  port,
  databases,
}: Pick<PostgresOptions, 'port' | 'databases'>): Record<string, string> {
  return Object.fromEntries(
    databases.map(({ name, password }) => [name, `postgres://${name}:${password}@127.0.0.1:${port}/${name}`]),
  );
}

function settingsOf({ port, durable }: PostgresOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A socket's path may be 107 characters long; a data folder's may be more.
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    // Never off: services refuse it, since a revocation that was answered must last.
    synchronous_commit: 'on',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
