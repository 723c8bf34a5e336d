import { type Msg, type NatsConnection, nanos, type Subscription } from '@nats-io/transport-node';
import { eventsStream } from '../streams.js';
import { Delivery } from './delivery.js';

/** The server gives up a pull that found nothing after this long; a new one follows. */
const expiresMs = 20_000;
const graceMs = 2000;

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
  private expiry: NodeJS.Timeout | undefined;
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
    this.expiry = setTimeout(() => this.restart(), expiresMs + graceMs);
    const request = JSON.stringify({ batch, expires: nanos(expiresMs) });
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
    clearTimeout(this.expiry);
  }

  private receive(message: Msg): void {
    if (message.subject === this.inbox) return this.status(message);
    this.outstanding = Math.max(0, this.outstanding - 1);
    if (this.outstanding === 0) clearTimeout(this.expiry);
    this.puller.take(new Delivery(message));
    this.refill();
  }

  /** Everything that is no event ends the pull, but for 100, a heartbeat. */
  private status(message: Msg): void {
    const code = message.headers?.code ?? 0;
    if (code === 100 || this.closed) return;
    // 408 is a pull that expired. 503 (nobody answers) and 409 (deleted) say that the durable is gone.
    if (code === 503 || (code === 409 && /deleted/i.test(message.headers?.description ?? ''))) {
      this.close();
      this.puller.missing();
    } else this.restart();
  }

  private restart(): void {
    clearTimeout(this.expiry);
    this.outstanding = 0;
    this.refill();
  }
}
