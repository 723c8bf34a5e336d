import type { Msg } from '@nats-io/transport-node';

/** One delivery of an event to a durable, and the answers that JetStream understands. */
export class Delivery {
  /** Of the stream. */
  readonly seq: number;
  /** 1 the first time. */
  readonly count: number;
  private settled = false;

  constructor(readonly message: Msg) {
    const tokens = (message.reply ?? '').split('.');
    // $JS.ACK.<stream>.<consumer>.<count>.<stream seq>.<consumer seq>.<time>.<pending>; newer servers may put
    // <domain>.<account> before the stream (and a token after it all).
    const at = tokens.length === 9 ? 4 : 6;
    this.count = Number(tokens[at]);
    this.seq = Number(tokens[at + 1]);
  }

  get subject(): string {
    return this.message.subject;
  }

  get isSettled(): boolean {
    return this.settled;
  }

  header(name: string): string | undefined {
    return this.message.headers?.get(name) || undefined;
  }

  ack(): void {
    this.settle('+ACK');
  }

  nak(delayMs: number): void {
    this.settle(delayMs > 0 ? `-NAK {"delay": ${delayMs * 1_000_000}}` : '-NAK');
  }

  /** Never again. Without a reason: nats-server 2.9.10 leaves a message pending when there is one. */
  term(): void {
    this.settle('+TERM');
  }

  /** Still being worked on: starts the wait for the acknowledgement anew. */
  working(): void {
    if (!this.settled) this.respond('+WPI');
  }

  private settle(answer: string): void {
    if (this.settled) return;
    this.settled = true;
    this.respond(answer);
  }

  private respond(answer: string): void {
    try {
      this.message.respond(answer);
    } catch {
      // The connection is closed: the event is delivered again, and the inbox knows it.
    }
  }
}
