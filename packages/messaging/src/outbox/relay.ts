import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Bus } from '../bus.js';
import { messagingStats } from '../messaging-stats.js';
import { ensureStreams, type StreamOptions } from '../streams.js';
import type { RecordHint } from './hint.js';
import { OutboxRows } from './outbox-rows.js';
import { publishInOrder } from './publish-in-order.js';
import { RelaySession } from './relay-session.js';
import { StreamCheck } from './stream-check.js';
import { Waker } from './waker.js';

export interface RelayOptions {
  /** Looks for new events this often when nothing hints at one: a hint, or PostgreSQL's NOTIFY, comes at once. */
  readonly pollMs?: number;
  /** How often a standby tries to become the relay. */
  readonly standbyMs?: number;
  /** A sent event is checked once it is older than the time in which the broker writes to disk, with a margin. */
  readonly verifyAfterMs?: number;
  /** Compares the stream with what was seen of it this often, besides after each connect. */
  readonly compareMs?: number;
  /** Days that an event stays in the outbox: after a loss of the broker's store, that much comes back. */
  readonly outboxDays?: number;
  /** Days that a reaction remembers an event: more than `outboxDays` and the stream's 14 together. */
  readonly inboxDays?: number;
  /** False: replicas do not tell the relay of their events, it finds them by itself. */
  readonly notify?: boolean;
}

const defaults = {
  pollMs: 1000,
  standbyMs: 1000,
  verifyAfterMs: 150_000,
  compareMs: 30_000,
  outboxDays: 7,
  inboxDays: 22,
  notify: true,
};

const batchSize = 200;
/**
 * From one batch to the next, in milliseconds, for each event that the last one had, unless somebody waits for what an
 * event leads to. What goes together costs every process that hears of it one wake-up: few events go at once, and the
 * more there are, the longer the next ones gather.
 */
const gatherMsEach = 100;
const gatherMsAtMost = 500;
/** When somebody waits. */
const hurriedMs = 10;
const upkeepMs = 5000;
const purgeMs = 10 * 60 * 1000;

interface Place {
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly databaseUrl: string;
  readonly streams: StreamOptions;
}

interface Batch {
  readonly outcome: 'sent all' | 'sent some' | 'failed';
  readonly sent: number;
}

/**
 * Carries events from the outbox to JetStream. Each replica runs one, and the database's lock lets one of them
 * relay: two would overtake each other. The others stand by.
 */
export class Relay {
  private readonly options: Required<RelayOptions>;
  private readonly log = new Logger('Relay');
  private readonly waker = new Waker();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private leading = false;
  private compareDue = true;

  constructor(
    private readonly bus: Bus,
    private readonly place: Place,
    options: RelayOptions = {},
  ) {
    this.options = { ...defaults, ...options };
  }

  get isLeading(): boolean {
    return this.leading;
  }

  start(): void {
    this.running = this.run();
  }

  /** There is something to send. Lost if this replica only stands by. */
  wake(hint?: RecordHint): void {
    this.waker.wake(hint);
  }

  /** Ends after the batch that is under way; a standby takes over. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.waker.wake({ urgent: true });
    await this.running;
  }

  private async run(): Promise<void> {
    const forget = this.bus.onConnect(() => {
      this.compareDue = true;
      this.waker.wake();
    });
    while (!this.stopped) {
      try {
        await this.serve();
      } catch (error) {
        if (!this.stopped) this.log.error(`The relay starts over: ${String(error)}`);
      }
      await this.pause(this.options.standbyMs);
    }
    forget();
  }

  /** One database session: first as a standby, then as the relay, until it ends. */
  private async serve(): Promise<void> {
    const { databaseUrl, applicationName } = this.place;
    const session = await RelaySession.open(databaseUrl, {
      applicationName,
      onEnd: () => this.waker.wake({ urgent: true }),
    });
    try {
      while (!this.stopped && !(await session.tryLead())) await this.pause(this.options.standbyMs);
      if (this.stopped) return;
      if (this.options.notify) await session.listen((hint) => this.waker.wake(hint));
      await this.lead(session);
    } finally {
      this.leading = false;
      messagingStats.relayActive.set({}, 0);
      await session.close();
    }
  }

  private async lead(session: RelaySession): Promise<void> {
    this.leading = true;
    this.compareDue = true;
    messagingStats.relayActive.set({}, 1);
    this.log.log('This replica relays');
    const rows = new OutboxRows(session);
    await Promise.all([this.sendLoop(session, rows), this.upkeepLoop(session, rows)]);
  }

  private async sendLoop(session: RelaySession, rows: OutboxRows): Promise<void> {
    let failures = 0;
    while (!this.stopped && !session.ended) {
      if (!this.bus.isConnected()) {
        await this.waker.sleep(this.options.pollMs);
        continue;
      }
      const begun = performance.now();
      const { outcome, sent } = await this.sendBatch(session, rows);
      failures = outcome === 'failed' ? failures + 1 : 0;
      if (failures > 0) await this.pause(Math.min(1000, 50 * 2 ** failures));
      if (outcome !== 'sent all') continue;
      await this.waker.sleep(this.options.pollMs);
      // The first event of a while goes at once; of many, those of a moment go together.
      await this.pause(begun + hurriedMs - performance.now());
      await this.waker.rest(begun + Math.min(sent * gatherMsEach, gatherMsAtMost) - performance.now());
    }
  }

  private async sendBatch(session: RelaySession, rows: OutboxRows): Promise<Batch> {
    if (this.compareDue && !(await this.compare(session, rows))) return { outcome: 'failed', sent: 0 };
    const unsent = await rows.unsent(batchSize);
    if (unsent.length === 0) return { outcome: 'sent all', sent: 0 };
    const { sent, failure } = await publishInOrder(this.bus, unsent);
    if (sent.length > 0) await rows.markSent(sent);
    if (!failure) return { outcome: unsent.length < batchSize ? 'sent all' : 'sent some', sent: sent.length };
    this.log.warn(`${unsent.length - sent.length} events could not be sent yet: ${failure.message}`);
    // Perhaps the stream is gone.
    this.compareDue = true;
    return { outcome: 'failed', sent: sent.length };
  }

  private async compare(session: RelaySession, rows: OutboxRows): Promise<boolean> {
    this.compareDue = false;
    try {
      const jsm = await this.bus.jetstreamManager();
      await this.bus.whileConnected(ensureStreams(jsm, this.place.streams));
      await this.bus.whileConnected(new StreamCheck(session, rows, jsm).compare());
      return true;
    } catch (error) {
      this.compareDue = true;
      if (session.ended) throw error;
      this.log.warn(`JetStream is not ready: ${String(error)}`);
      return false;
    }
  }

  private async upkeepLoop(session: RelaySession, rows: OutboxRows): Promise<void> {
    let comparedAt = performance.now();
    let purgedAt = Number.NEGATIVE_INFINITY;
    while (!this.stopped && !session.ended) {
      const now = performance.now();
      if (now - comparedAt >= this.options.compareMs) {
        comparedAt = now;
        this.compareDue = true;
      }
      if (now - purgedAt >= purgeMs) {
        purgedAt = now;
        await rows.purge(this.options);
      }
      await this.measure(rows);
      await this.verify(session, rows);
      await this.pause(Math.min(upkeepMs, this.options.verifyAfterMs));
    }
  }

  private async verify(session: RelaySession, rows: OutboxRows): Promise<void> {
    // Before the comparison nothing is known of this stream: a new one would look like many single losses.
    if (!this.bus.isConnected() || this.compareDue) return;
    try {
      const check = new StreamCheck(session, rows, await this.bus.jetstreamManager());
      while (
        !this.stopped &&
        (await this.bus.whileConnected(check.verifySettled(this.options.verifyAfterMs)))
      );
    } catch (error) {
      if (session.ended) throw error;
      this.log.warn(`Sent events could not be checked yet: ${String(error)}`);
    }
  }

  private async measure(rows: OutboxRows): Promise<void> {
    const { pending, oldestSeconds } = await rows.backlog();
    messagingStats.outboxPending.set({}, pending);
    messagingStats.outboxOldestSeconds.set({}, oldestSeconds);
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
