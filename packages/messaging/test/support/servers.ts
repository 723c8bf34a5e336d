import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '@latchkey/local/ports';
import { type NatsServer, startNats } from '@latchkey/local/servers/nats';
import { natsUsers } from '@latchkey/local/servers/nats-permissions';
import { type PostgresServer, startPostgres } from '@latchkey/local/servers/postgres';

const passwords = Object.fromEntries(natsUsers.map((user) => [user, `secret-${user}`])) as Record<
  (typeof natsUsers)[number],
  string
>;

/** A folder that the user who runs PostgreSQL may enter. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-messaging-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** NATS with the product's own users and permissions, on one port for its whole life, and ways to hurt it. */
export class Nats {
  private server: NatsServer | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async prepare(folder: string): Promise<Nats> {
    const [port] = await freePorts(1);
    return new Nats(folder, port as number);
  }

  url(user: (typeof natsUsers)[number]): string {
    return `nats://${user}:${passwords[user]}@127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.server = await startNats({ dataDir: join(this.folder, 'nats'), port: this.port, passwords });
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
  }

  async kill(): Promise<void> {
    const child = this.server?.child;
    this.server = undefined;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Only while it is stopped. */
  wipe(): void {
    rmSync(this.store, { recursive: true, force: true });
  }

  /** Only while it is stopped. */
  saveMessages(): () => void {
    const messages = join(this.store, 'jetstream', 'LATCHKEY', 'streams', 'EVENTS', 'msgs');
    const copy = join(this.folder, `messages-${performance.now()}`);
    cpSync(messages, copy, { recursive: true });
    return () => {
      rmSync(messages, { recursive: true });
      cpSync(copy, messages, { recursive: true });
    };
  }

  private get store(): string {
    return join(this.folder, 'nats', 'jetstream');
  }
}

export interface Servers {
  readonly nats: Nats;
  readonly postgres: PostgresServer;
  /** The same data on the same port. */
  startPostgresAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL with a database for each name, and NATS. */
export async function startServers(databases: readonly string[]): Promise<Servers> {
  const folder = temporaryFolder();
  const [port] = await freePorts(1);
  const launchPostgres = () =>
    startPostgres({
      dataDir: join(folder, 'postgres'),
      port: port as number,
      password: 'secret',
      databases: databases.map((name) => ({ name, password: 'secret' })),
      durable: true,
    });
  const [first, nats] = await Promise.all([launchPostgres(), Nats.prepare(folder)]);
  let postgres = first;
  await nats.start();
  return {
    nats,
    postgres,
    async startPostgresAgain() {
      postgres = await launchPostgres();
    },
    async stop() {
      await Promise.all([nats.stop(), postgres.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
