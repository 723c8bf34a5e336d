import type { JetStreamManager } from '@nats-io/jetstream';
import { Logger } from '@nestjs/common';
import { messagingStats } from '../messaging-stats.js';
import { eventIdAt, eventsStream, readEventsState, type StreamState } from '../streams.js';
import type { OutboxRows, SentRow } from './outbox-rows.js';
import type { RelaySession } from './relay-session.js';

const pageSize = 200;

/**
 * Finds out whether the broker still holds what it acknowledged. nats-server 2.9 writes to disk every two minutes
 * but acknowledges at once, so a power cut may take the tail of the stream, and a lost disk all of it.
 */
export class StreamCheck {
  private readonly log = new Logger('Relay');

  constructor(
    private readonly session: RelaySession,
    private readonly rows: OutboxRows,
    private readonly jsm: JetStreamManager,
  ) {}

  /** Compares the stream with what was seen of it before. To be run after every connect, and now and then. */
  async compare(): Promise<void> {
    const now = await readEventsState(this.jsm);
    const before = await this.remembered(now.created);
    if (before && !before.sameStream) {
      const count = await this.rows.sendAllAgain();
      messagingStats.lost.add({}, count);
      this.log.warn(`The stream is a new one: sending the ${count} events of the outbox again`);
    } else if (before && (now.lastSeq < before.lastSeq || !(await this.holdsLastSent(now)))) {
      await this.recheckAll();
    }
    await this.remember(now);
  }

  /**
   * Checks a page of rows whose time has come.
   *
   * @returns whether there may be more
   */
  async verifySettled(syncMs: number): Promise<boolean> {
    const rows = await this.rows.settled(syncMs, pageSize);
    if (rows.length === 0) return false;
    const { held, missing } = await this.split(rows);
    // Missing first: should the session end in between, the held ones are only checked once more.
    if (missing.length > 0) await this.lost(missing);
    if (held.length > 0) await this.rows.markVerified(held);
    return rows.length === pageSize;
  }

  private async holdsLastSent({ lastSeq }: StreamState): Promise<boolean> {
    const last = await this.rows.lastSent();
    if (!last) return true;
    return last.seq <= lastSeq && (await eventIdAt(this.jsm, last.seq)) === last.id;
  }

  /** In the stream's order, so that what an aggregate lost comes back in its order. */
  private async recheckAll(): Promise<void> {
    this.log.warn('The stream went back: checking every event of the outbox');
    let seq = 0;
    for (;;) {
      const rows = await this.rows.sentAfter(seq, pageSize);
      const last = rows.at(-1);
      if (!last) return;
      const { missing } = await this.split(rows);
      if (missing.length > 0) await this.lost(missing);
      seq = last.seq;
    }
  }

  private async split(rows: readonly SentRow[]): Promise<{ held: string[]; missing: string[] }> {
    const found = await Promise.all(rows.map(async (row) => (await eventIdAt(this.jsm, row.seq)) === row.id));
    return {
      held: rows.filter((_, i) => found[i]).map((row) => row.id),
      missing: rows.filter((_, i) => !found[i]).map((row) => row.id),
    };
  }

  private async lost(ids: readonly string[]): Promise<void> {
    messagingStats.lost.add({}, ids.length);
    this.log.warn(`The stream lost ${ids.length} events: sending them again`);
    await this.rows.sendAgain(ids);
  }

  private async remembered(created: string): Promise<{ sameStream: boolean; lastSeq: number } | undefined> {
    const [row] = await this.session.query<{ same: boolean; last_seq: string }>(
      'SELECT stream_created = $2::timestamptz AS same, last_seq FROM relay_state WHERE stream = $1',
      [eventsStream, created],
    );
    return row && { sameStream: row.same, lastSeq: Number(row.last_seq) };
  }

  private async remember({ created, lastSeq }: StreamState): Promise<void> {
    await this.session.query(
      `INSERT INTO relay_state (stream, stream_created, last_seq) VALUES ($1, $2, $3)
       ON CONFLICT (stream) DO UPDATE SET stream_created = excluded.stream_created, last_seq = excluded.last_seq`,
      [eventsStream, created, lastSeq],
    );
  }
}
