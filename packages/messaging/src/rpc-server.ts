import { setTimeout as delay } from 'node:timers/promises';
import { Internal } from '@latchkey/errors/errors';
import { validationFailed } from '@latchkey/errors/from-issues';
import { withSpan } from '@latchkey/observability/tracing';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { type INestApplication, StandardSchemaValidationPipe } from '@nestjs/common';
import { NatsContext, ServerNats } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { z } from 'zod';
import { Bus } from './bus.js';
import { fromHeaders } from './context-headers.js';
import { messagingStats } from './messaging-stats.js';
import { runInContext } from './request-context.js';
import { RpcErrorFilter } from './rpc-error.filter.js';
import { fitted } from './rpc-reply.js';

export interface RpcServerOptions {
  /** How long closing waits for answers that are being worked out. */
  readonly drainMs?: number;
}

/**
 * Lets an application answer its `@Rpc` methods: input through the contract's schema, output likewise, refusals
 * written to the wire. Call before `startAllMicroservices()`.
 */
export function connectRpc(app: INestApplication, options: RpcServerOptions = {}): void {
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: validationFailed }));
  app.useGlobalFilters(new RpcErrorFilter(app.getHttpAdapter()));
  // Without inheritAppConfig neither of the two above would apply to messages.
  app.connectMicroservice({ strategy: natsStrategy(app.get(Bus), options) }, { inheritAppConfig: true });
}

export const natsStrategy = (bus: Bus, options: RpcServerOptions = {}): RpcServer =>
  new RpcServer(bus, options);

/**
 * Nest's NATS transport over the process's one connection. It adds what that lacks: the queue group, the request's
 * context and deadline, a start without NATS, and a close that finishes what it took on.
 */
export class RpcServer extends ServerNats {
  private readonly inFlight = new Set<Promise<void>>();
  private bound: Subscription[] = [];
  private closed?: Promise<void>;

  constructor(
    private readonly bus: Bus,
    private readonly rpcOptions: RpcServerOptions,
  ) {
    super({});
    bus.rpcServers.add(this);
  }

  /** True once requests can arrive. */
  get isListening(): boolean {
    return this.bound.length > 0 || this.messageHandlers.size === 0;
  }

  override async listen(callback: (error?: unknown) => void): Promise<void> {
    // Not awaited: NATS may be away, and the process must start all the same.
    void this.bus.connected().then(
      (connection) => this.bind(connection),
      () => undefined,
    );
    callback();
  }

  /** Takes nothing new, then finishes what is in flight, up to a limit. Other replicas get the rest. */
  override close(): Promise<void> {
    this.closed ??= this.drain();
    return this.closed;
  }

  private bind(connection: NatsConnection): void {
    if (this.closed) return;
    this.bound = [...this.messageHandlers.keys()].map((subject) =>
      connection.subscribe(subject, {
        queue: this.bus.service,
        callback: (error, message) => {
          if (error) this.logger.error(`Subscription to ${subject}: ${error.message}`);
          else this.take(subject, message);
        },
      }),
    );
  }

  private take(subject: string, message: Msg): void {
    const work = runInContext(fromHeaders(message.headers), () =>
      withSpan(subject, { kind: 'server' }, () => this.answer(subject, message)),
    );
    this.inFlight.add(work);
    void work.finally(() => this.inFlight.delete(work));
  }

  private async answer(subject: string, message: Msg): Promise<void> {
    const reply = await this.run(subject, message);
    messagingStats.rpcServed.add({ subject, outcome: 'err' in reply ? 'error' : 'ok' });
    try {
      message.respond(JSON.stringify({ id: '1', isDisposed: true, ...reply }));
    } catch (error) {
      this.logger.error(`The reply to ${subject} could not be sent: ${String(error)}`);
    }
  }

  private async run(subject: string, message: Msg): Promise<{ response: unknown } | { err: unknown }> {
    try {
      const { data } = message.json<{ data?: unknown }>();
      const context = new NatsContext([subject, message.headers]);
      const handler = this.getHandlerByPattern(subject);
      if (!handler) throw new Error(`No handler for ${subject}`);
      const result$ = this.transformToObservable(await handler(data, context));
      const reply: unknown = await lastValueFrom(result$, { defaultValue: undefined });
      const { output } = (handler.extras ?? {}) as { output?: z.ZodType };
      return { response: output ? fitted(reply, output) : reply };
    } catch (error) {
      // The filter has made a wire error of what a handler threw; anything else did not even reach a handler.
      if (error instanceof Error) this.logger.error(`${subject}: ${error.message}`);
      return { err: error instanceof Error ? new Internal('').toWire() : error };
    }
  }

  private async drain(): Promise<void> {
    // The deadline of a question, and within the time that a supervisor grants.
    const { drainMs = 5000 } = this.rpcOptions;
    this.bus.rpcServers.delete(this);
    const stop = new AbortController();
    const limit = delay(drainMs, undefined, { signal: stop.signal }).catch(() => undefined);
    // While NATS is away a drain would wait for it; nothing can arrive then either.
    if (this.bus.isConnected()) {
      await Promise.race([Promise.allSettled(this.bound.map((subscription) => subscription.drain())), limit]);
    }
    await Promise.race([Promise.allSettled([...this.inFlight]), limit]);
    stop.abort();
    if (this.inFlight.size > 0) this.logger.warn(`Closed with ${this.inFlight.size} requests unanswered`);
    if (this.bus.isConnected()) await this.bus.connection.flush().catch(() => undefined);
  }
}
