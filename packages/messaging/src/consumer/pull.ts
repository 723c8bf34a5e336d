import { type Msg, type NatsConnection, nanos, type Subscription } from '@nats-io/transport-node';
import { eventsStream } from '../streams.js';
import { Delivery } from './delivery.js';

/** The server gives up a pull that found nothing after this long; a new one follows. */
const expiresMs = 20_000;
/** It shows this often that it still knows the pull; one that a new leader never heard of is found out by silence. */
const heartbeatMs = 2000;
const silenceMs = 5000;
/** What the server says instead of an event. */
const heartbeat = 100;
const expired = 408;
const conflict = 409;
const nobody = 503;
/** Before a pull that the server refused is repeated. */
const refusedMs = 500;

export interface Puller {
  /** How many more deliveries can be taken now. */
  free(): number;
  take(delivery: Delivery): void;
  /** The durable is not there (any more). */
  missing(): void;
}

/**
 * Asks a durable for as many events as there is room for, one pull at a time. Made for one connection to one
 * server: after a reconnect the old pull is forgotten there, and a new `Pull` is opened.
 */
export class Pull {
  private readonly subscription: Subscription;
  private outstanding = 0;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** @param inbox a subject of its own, on which the server answers */
  constructor(
    private readonly connection: NatsConnection,
    private readonly durable: string,
    private readonly puller: Puller,
    private readonly inbox: string,
  ) {
    this.subscription = connection.subscribe(this.inbox, {
      callback: (error, message) => {
        if (!error) this.receive(message);
      },
    });
    this.refill();
  }

  get isOpen(): boolean {
    return !this.closed;
  }

  /** To be called whenever there is room again. */
  refill(): void {
    const batch = this.puller.free();
    if (this.closed || this.outstanding > 0 || batch <= 0) return;
    this.outstanding = batch;
    this.restartIn(silenceMs);
    const request = JSON.stringify({ batch, expires: nanos(expiresMs), idle_heartbeat: nanos(heartbeatMs) });
    try {
      this.connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${eventsStream}.${this.durable}`, request, {
        reply: this.inbox,
      });
    } catch {
      this.close();
    }
  }

  /** Takes nothing more. What the server has sent already still arrives, and is handed over. */
  async drain(): Promise<void> {
    this.end();
    await this.subscription.drain().catch(() => undefined);
  }

  close(): void {
    this.end();
    this.subscription.unsubscribe();
  }

  private end(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private receive(message: Msg): void {
    if (message.subject === this.inbox) this.onStatus(message);
    else this.onEvent(message);
  }

  private onEvent(message: Msg): void {
    this.outstanding = Math.max(0, this.outstanding - 1);
    if (this.outstanding === 0) clearTimeout(this.timer);
    else this.restartIn(silenceMs);
    this.puller.take(new Delivery(message));
    this.refill();
  }

  private onStatus(message: Msg): void {
    const code = message.headers?.code ?? 0;
    if (this.closed) return;
    if (code === heartbeat) this.restartIn(silenceMs);
    else if (code === expired) this.restart();
    else if (code === nobody || (code === conflict && /deleted/i.test(message.headers?.description ?? ''))) {
      this.close();
      this.puller.missing();
    } else this.restartIn(refusedMs);
  }

  private restartIn(ms: number): void {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => this.restart(), ms);
  }

  private restart(): void {
    clearTimeout(this.timer);
    this.outstanding = 0;
    this.refill();
  }
}
