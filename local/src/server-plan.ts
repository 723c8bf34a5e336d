import { existsSync } from 'node:fs';
import type { Connections } from './connections.js';
import type { DataFolder } from './data-folder.js';
import { createExternalDatabases, externalAccounts, externalUrl } from './external-databases.js';
import type { Launch } from './launch.js';
import type { ProgramName } from './servers/binaries.js';
import { mailboxLaunch, mailboxUrl } from './servers/mailbox.js';
import { natsLaunch, natsUrls } from './servers/nats.js';
import { type NatsUser, natsServices, natsUsers } from './servers/nats-permissions.js';
import { createOwnDatabases, databaseUrls, postgresLaunch } from './servers/postgres.js';
import type { DatabaseAccount } from './servers/postgres-databases.js';
import { reactionsOf } from './servers/reactions.js';
import { redisLaunch, redisUrl } from './servers/redis.js';
import { requireNoEviction } from './servers/redis-probe.js';
import { serviceNames } from './service-names.js';
import type { StartSettings } from './settings.js';

export interface PlanInput {
  readonly settings: StartSettings;
  readonly folder: DataFolder;
  readonly root: string;
  readonly ports: Readonly<Record<ServerPort, number>>;
}

/** One of the servers that the services need. */
export interface ServerPlan {
  readonly title: string;
  readonly program?: ProgramName;
  /** Absent: it exists already, somebody gave its URL. */
  readonly launch?: () => Promise<Launch>;
  /** The services start without waiting for it. */
  readonly later?: boolean;
  /** Once it answers. */
  readonly after?: () => Promise<void>;
  /** Asked once it answers. */
  readonly detail: () => string;
}

export const serverPorts = ['postgres', 'nats', 'redis', 'smtp'] as const;
export type ServerPort = (typeof serverPorts)[number];

const asGiven = (): string => 'as given';

type Planned<U> = { readonly plan: ServerPlan; readonly urls: U };

/** Which servers to start, and how the services reach them or those that were given. */
export function planServers(
  input: PlanInput,
  servicePorts: Connections['servicePorts'],
): { plans: ServerPlan[]; connections: Connections } {
  const [databases, nats, redis, mail] = [
    planPostgres(input),
    planNats(input),
    planRedis(input),
    planMailbox(input),
  ];
  return {
    plans: [databases.plan, nats.plan, redis.plan, mail.plan],
    connections: {
      databases: databases.urls,
      nats: nats.urls,
      redis: redis.urls,
      smtp: mail.urls,
      servicePorts,
    },
  };
}

function planPostgres(input: PlanInput): Planned<Connections['databases']> {
  const { databaseUrl, databaseUrls: given } = input.settings;
  const lacking = serviceNames.filter((service) => given[service] === undefined);
  const accounts = lacking.map((name) => ({ name, password: input.folder.secrets.of(`postgres-${name}`) }));
  const { plan, urls } =
    databaseUrl || lacking.length === 0
      ? externalPostgres(databaseUrl, accounts)
      : localPostgres(input, accounts);
  return { plan, urls: { ...urls, ...given } as Connections['databases'] };
}

function externalPostgres(
  server: string | undefined,
  accounts: readonly DatabaseAccount[],
): Planned<Record<string, string>> {
  const plan: ServerPlan = { title: 'PostgreSQL', detail: asGiven };
  if (!server || accounts.length === 0) return { plan, urls: {} };
  const theirs = externalAccounts(server, accounts);
  return {
    plan: { ...plan, after: () => createExternalDatabases(server, theirs) },
    urls: Object.fromEntries(
      accounts.map(({ name }, index) => [name, externalUrl(server, theirs[index] as DatabaseAccount)]),
    ),
  };
}

function localPostgres(
  { folder, ports }: PlanInput,
  databases: readonly DatabaseAccount[],
): Planned<Record<string, string>> {
  const options = { port: ports.postgres, password: folder.secrets.of('postgres'), databases, durable: true };
  const elsewhere = () => (folder.hasPostgresElsewhere() ? `, files in ${folder.postgres()}` : '');
  return {
    plan: {
      title: 'PostgreSQL',
      program: 'postgres',
      launch: async () => postgresLaunch({ ...options, dataDir: folder.postgres() }),
      after: () => createOwnDatabases(options),
      detail: () => `127.0.0.1:${ports.postgres}${elsewhere()}`,
    },
    urls: databaseUrls(options),
  };
}

function planNats({ settings, folder, ports, root }: PlanInput): Planned<Connections['nats']> {
  const { natsUrl, natsUrls: given } = settings;
  if (natsUrl || natsServices.every((service) => given[service])) {
    const urls = Object.fromEntries(natsUsers.map((user) => [user, given[user] ?? natsUrl ?? '']));
    return { plan: { title: 'NATS', detail: asGiven }, urls: urls as Connections['nats'] };
  }
  const passwords = Object.fromEntries(
    natsUsers.map((user) => [user, folder.secrets.of(`nats-${user}`)]),
  ) as Record<NatsUser, string>;
  const durables = Object.fromEntries(natsServices.map((service) => [service, reactionsOf(service, root)]));
  const options = { dataDir: folder.in('nats'), port: ports.nats, passwords, durables };
  return {
    plan: {
      title: 'NATS',
      program: 'nats',
      launch: () => natsLaunch(options),
      detail: () => `127.0.0.1:${ports.nats}`,
    },
    urls: { ...natsUrls(options), ...given },
  };
}

function planRedis({ settings, folder, ports }: PlanInput): Planned<string> {
  if (settings.redisUrl) {
    const url = settings.redisUrl;
    return { plan: { title: 'Redis', detail: asGiven, after: () => requireNoEviction(url) }, urls: url };
  }
  const options = {
    dataDir: folder.in('redis'),
    port: ports.redis,
    password: folder.secrets.of('redis'),
    durable: true,
  };
  const url = redisUrl(options);
  return {
    plan: {
      title: 'Redis',
      program: 'redis',
      launch: () => redisLaunch(options),
      after: () => requireNoEviction(url),
      detail: () => `127.0.0.1:${ports.redis}`,
    },
    urls: url,
  };
}

function planMailbox({ settings, folder, ports }: PlanInput): Planned<string> {
  if (settings.smtpUrl) return { plan: { title: 'Mail', detail: asGiven }, urls: settings.smtpUrl };
  const options = { dataDir: folder.in('mailbox'), smtpPort: ports.smtp, webPort: settings.mailboxPort };
  return {
    plan: {
      title: 'Mailbox',
      later: true,
      launch: async () => mailboxLaunch(options),
      detail: () => `http://localhost:${settings.mailboxPort}`,
    },
    urls: mailboxUrl(options),
  };
}

/** Whether identity's users are in a local cluster that is yet to be made. */
export const isNewCluster = (folder: DataFolder): boolean => !existsSync(folder.in('postgres', 'PG_VERSION'));
