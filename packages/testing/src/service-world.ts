import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventContract, PayloadOf } from '@latchkey/contracts/event';
import { newId } from '@latchkey/database/id';
import { freePorts } from '@latchkey/local/ports';
import { type MailboxServer, startMailbox } from '@latchkey/local/servers/mailbox';
import { type NatsServer, startNats } from '@latchkey/local/servers/nats';
import { type NatsUser, natsUsers } from '@latchkey/local/servers/nats-permissions';
import { type PostgresServer, startPostgres } from '@latchkey/local/servers/postgres';
import { type RedisServer, startRedis } from '@latchkey/local/servers/redis';
import { type TemporaryFolder, temporaryFolder } from '@latchkey/local/temporary-folder';
import { Bus } from '@latchkey/messaging/bus';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { ensureStreams } from '@latchkey/messaging/streams';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { Mail } from './latchkey.js';
import { ServiceProcess } from './service-process.js';

type Service = 'identity' | 'tokens' | 'notifications' | 'audit';

const password = 'secret';

export interface Published<E extends EventContract> {
  readonly contract: E;
  readonly payload: PayloadOf<E>;
  /** So often it reaches the stream; the broker's own window against repeats is left out. */
  readonly times?: number;
}

/** Real servers around one service under test; the test speaks for all others. */
export class ServiceWorld {
  private readonly processes: ServiceProcess[] = [];
  private readonly buses = new Map<NatsUser, Bus>();
  private redisServer: RedisServer | undefined;

  private constructor(
    private readonly folder: TemporaryFolder,
    private readonly service: Service,
    private readonly servers: {
      postgres: PostgresServer;
      nats: NatsServer;
      mailbox: MailboxServer | undefined;
    },
    private readonly redisPort: number,
  ) {}

  static async start(service: Service, needs: { mail?: boolean } = {}): Promise<ServiceWorld> {
    Logger.overrideLogger(['error', 'warn']);
    const folder = temporaryFolder();
    const [pgPort = 0, natsPort = 0, redisPort = 0, smtpPort = 0, webPort = 0] = await freePorts(5);
    const dir = (name: string) => join(folder.path, name);
    const passwords = Object.fromEntries(natsUsers.map((user) => [user, password])) as Record<
      NatsUser,
      string
    >;
    const databases = [{ name: service, password }];
    const [postgres, nats, mailbox] = await Promise.all([
      startPostgres({ dataDir: dir('postgres'), port: pgPort, password, databases, durable: true }),
      startNats({ dataDir: dir('nats'), port: natsPort, passwords }),
      needs.mail ? startMailbox({ dataDir: dir('mailbox'), smtpPort, webPort }) : undefined,
    ]);
    const world = new ServiceWorld(folder, service, { postgres, nats, mailbox }, redisPort);
    if (needs.mail) await world.startRedis();
    return world;
  }

  /** Starts a replica of the service and waits until it is ready. */
  async run(env: NodeJS.ProcessEnv = {}): Promise<ServiceProcess> {
    const instance = `${this.service}-${this.processes.length + 1}`;
    const started = ServiceProcess.start(this.service, {
      ...this.env(),
      LATCHKEY_INSTANCE: instance,
      ...env,
    });
    this.processes.push(started);
    await started.ready;
    return started;
  }

  /** What a process of the service is told by its environment. */
  env(): NodeJS.ProcessEnv {
    const { postgres, nats, mailbox } = this.servers;
    return {
      DATABASE_URL: postgres.urls[this.service],
      NATS_URL: nats.urls[this.service],
      REDIS_URL: `redis://:${password}@127.0.0.1:${this.redisPort}`,
      SMTP_URL: mailbox?.url,
    };
  }

  /** Reports a fact in the name of the service that owns it. Returns the event's id. */
  async publish<E extends EventContract>({ contract, payload, times = 1 }: Published<E>): Promise<string> {
    const bus = await this.bus(contract.service as NatsUser);
    await ensureStreams(await bus.jetstreamManager());
    const id = newId('evt');
    const { userId } = payload as { userId: string | null };
    const envelope = {
      ...{ specversion: '1.0', id, source: `/${contract.service}`, type: contract.type },
      ...(userId === null ? {} : { subject: userId }),
      ...{
        time: new Date().toISOString(),
        datacontenttype: 'application/json',
        data: contract.payload.parse(payload),
      },
    };
    for (let i = 0; i < times; i++) await bus.jetstream().publish(contract.subject, JSON.stringify(envelope));
    return id;
  }

  /** Asks the service as the gateway does. */
  async rpc(): Promise<RpcClient> {
    return new RpcClient(await this.bus('gateway'));
  }

  /** Rows of the service's database, as its own role unless told. */
  async sql<T extends pg.QueryResultRow>(
    text: string,
    as: 'service' | 'superuser' = 'service',
  ): Promise<T[]> {
    const admin = new URL(this.servers.postgres.adminUrl);
    admin.pathname = `/${this.service}`;
    const own = this.servers.postgres.urls[this.service];
    const client = new pg.Client({ connectionString: as === 'service' ? own : admin.href });
    await client.connect();
    try {
      return (await client.query<T>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async mails(): Promise<Mail[]> {
    const response = await fetch(`${this.servers.mailbox?.webUrl}/api/email`);
    return (await response.json()) as Mail[];
  }

  /** Stops the mail server without its connections noticing, or lets it go on. */
  freezeMailbox(frozen: boolean): void {
    this.servers.mailbox?.child.kill(frozen ? 'SIGSTOP' : 'SIGCONT');
  }

  get redis(): { readonly port: number; readonly password: string } {
    return { port: this.redisPort, password };
  }

  async startRedis(): Promise<void> {
    const dataDir = join(this.folder.path, 'redis');
    mkdirSync(dataDir, { recursive: true });
    this.redisServer = await startRedis({ dataDir, port: this.redisPort, password, durable: true });
  }

  async killRedis(): Promise<void> {
    const child = this.redisServer?.child;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  log(): string {
    return this.processes.map((one) => one.output()).join('\n');
  }

  async stop(): Promise<void> {
    this.freezeMailbox(false);
    await Promise.all(this.processes.map((one) => one.stop()));
    await Promise.all([...this.buses.values()].map((bus) => bus.close()));
    const { postgres, nats, mailbox } = this.servers;
    await Promise.all([postgres, nats, mailbox, this.redisServer].map((server) => server?.stop()));
    this.folder.remove();
  }

  private async bus(user: NatsUser): Promise<Bus> {
    let bus = this.buses.get(user);
    if (!bus) {
      bus = Bus.open({ service: user, instance: 'test', natsUrl: this.servers.nats.urls[user] });
      this.buses.set(user, bus);
    }
    await bus.connected();
    return bus;
  }
}
