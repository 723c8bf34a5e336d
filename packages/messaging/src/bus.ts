import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from '@latchkey/errors/errors';
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { type ConnectionOptions, connect, createInbox, type NatsConnection } from '@nats-io/transport-node';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';

export interface BusOptions {
  readonly service: string;
  /** Shown by the server's connection list, e.g. `tokens-2`. */
  readonly instance: string;
  /** `nats://user:password@host:port`, several separated by commas. */
  readonly natsUrl: string;
}

/**
 * The one NATS connection of a process. It opens in the background and reconnects for ever, so that a process
 * starts, and keeps running, while NATS is away; readiness asks `isConnected()`.
 */
export class Bus implements OnApplicationShutdown {
  readonly service: string;
  /** Those that answer over this bus; they drain before the event flow stops. */
  readonly rpcServers = new Set<{ close(): Promise<void>; readonly isListening: boolean }>();
  private readonly log = new Logger('Bus');
  private readonly closing = new AbortController();
  private settleFirst: { resolve(connection: NatsConnection): void; reject(reason: Error): void };
  private readonly first = new Promise<NatsConnection>((resolve, reject) => {
    this.settleFirst = { resolve, reject };
  });
  private readonly listeners = new Set<() => void>();
  private readonly losses = new Set<() => void>();
  private current?: NatsConnection;
  private alive = false;
  private manager?: Promise<JetStreamManager>;

  private constructor(private readonly options: BusOptions) {
    this.service = options.service;
    this.first.catch(() => undefined);
  }

  static open(options: BusOptions): Bus {
    const bus = new Bus(options);
    void bus.connectForever();
    return bus;
  }

  /** @throws Unavailable while there was no connection yet */
  get connection(): NatsConnection {
    if (!this.current) throw new Unavailable('NATS has not been reached yet');
    return this.current;
  }

  jetstream(): JetStreamClient {
    return jetstream(this.connection);
  }

  jetstreamManager(): Promise<JetStreamManager> {
    // checkAPI would ask for the account's limits, which a service's user has no right to read.
    this.manager ??= jetstreamManager(this.connection, { checkAPI: false, timeout: 3000 });
    return this.manager;
  }

  /** A subject that only this service may subscribe to. */
  newInbox(): string {
    return createInbox(inboxPrefixOf(this.service));
  }

  isConnected(): boolean {
    return this.alive;
  }

  /** Resolves with the first connection; rejects when the bus is closed before there was one. */
  connected(): Promise<NatsConnection> {
    return this.first;
  }

  /** Resolves once connected; rejects with `Unavailable` if that takes longer. */
  async whenConnected(withinMs: number): Promise<NatsConnection> {
    if (this.alive) return this.connection;
    await new Promise<void>((resolve, reject) => {
      const forget = this.onConnect(() => {
        clearTimeout(timer);
        forget();
        resolve();
      });
      const timer = setTimeout(() => {
        forget();
        reject(new Unavailable('NATS is not connected'));
      }, withinMs);
    });
    return this.connection;
  }

  /** The work's outcome, or a rejection as soon as the connection is lost: its answer may never come. */
  async whileConnected<T>(work: Promise<T>): Promise<T> {
    let forget = () => {};
    const lost = new Promise<never>((_, reject) => {
      const listener = () => reject(new Unavailable('NATS was disconnected'));
      forget = () => this.losses.delete(listener);
      this.losses.add(listener);
    });
    try {
      return await Promise.race([work, lost]);
    } finally {
      forget();
    }
  }

  /** Calls back after each connect and reconnect: whatever the server forgot has to be asked for again. */
  onConnect(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.settleFirst.reject(new Unavailable('The bus was closed'));
    // Not drain(): everything that subscribes drains itself first; what is left is flushed when it can be.
    if (this.current && this.alive)
      await Promise.race([this.current.flush().catch(() => undefined), delay(1000)]);
    await this.current?.close();
    this.alive = false;
  }

  private async connectForever(): Promise<void> {
    const { signal } = this.closing;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const connection = await connect(connectionOptions(this.options));
        if (signal.aborted) return await connection.close();
        return this.adopt(connection);
      } catch (error) {
        if (attempt % 40 === 0) this.log.warn(`NATS does not answer, trying on: ${String(error)}`);
        await delay(250, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private adopt(connection: NatsConnection): void {
    this.current = connection;
    void this.watch(connection);
    this.up();
    this.settleFirst.resolve(connection);
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') this.down();
      else if (status.type === 'reconnect') this.up();
      else if (status.type === 'error') this.log.error(`NATS: ${status.error.message}`);
    }
    this.alive = false;
    if (!this.closing.signal.aborted)
      this.log.fatal('The NATS connection is closed for good: restart the process.');
  }

  private down(): void {
    this.alive = false;
    this.log.warn('NATS is gone, reconnecting');
    for (const listener of [...this.losses]) listener();
  }

  private up(): void {
    this.alive = true;
    this.log.log(`Connected to NATS ${this.current?.info?.version ?? ''}`);
    for (const listener of [...this.listeners]) listener();
  }
}

const inboxPrefixOf = (service: string) => `_INBOX_${service}`;

function connectionOptions({ natsUrl, service, instance }: BusOptions): ConnectionOptions {
  const urls = natsUrl.split(',').map((text) => new URL(text.trim()));
  const [first] = urls;
  return {
    servers: urls.map((url) => url.host),
    ...(first?.username
      ? { user: decodeURIComponent(first.username), pass: decodeURIComponent(first.password) }
      : {}),
    ...(first?.protocol === 'tls:' ? { tls: {} } : {}),
    name: `${service}/${instance}`,
    // The service's user may subscribe to this prefix only: nobody else reads its replies.
    inboxPrefix: inboxPrefixOf(service),
    reconnect: true,
    maxReconnectAttempts: -1,
    // A server that comes up without its users for a moment must not end the process's connection.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 200,
    reconnectJitter: 100,
    timeout: 5000,
    // A half-open connection is noticed in 6 to 9 s, not after the default of 4 to 6 minutes.
    pingInterval: 3000,
    maxPingOut: 2,
    noAsyncTraces: true,
  };
}
