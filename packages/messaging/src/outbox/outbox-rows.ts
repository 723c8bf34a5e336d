import type { RelaySession } from './relay-session.js';

export interface UnsentRow {
  readonly id: string;
  readonly subject: string;
  readonly aggregate_id: string | null;
  readonly envelope: string;
}

export interface SentRow {
  readonly id: string;
  readonly seq: number;
}

/** The relay's statements on the outbox. */
export class OutboxRows {
  constructor(private readonly session: RelaySession) {}

  /** Never by `id > last`: a later position can commit first. What is unsent is unsent, whenever it appears. */
  unsent(limit: number): Promise<UnsentRow[]> {
    return this.session.query(
      `SELECT id, subject, aggregate_id, envelope::text AS envelope
       FROM outbox WHERE sent_at IS NULL ORDER BY position LIMIT $1`,
      [limit],
    );
  }

  async markSent(rows: readonly SentRow[]): Promise<void> {
    await this.session.query(
      `UPDATE outbox SET sent_at = clock_timestamp(), stream_seq = sent.seq, verified_at = NULL
       FROM unnest($1::text[], $2::bigint[]) AS sent(id, seq) WHERE outbox.id = sent.id`,
      [rows.map((row) => row.id), rows.map((row) => row.seq)],
    );
  }

  /** Sent long enough ago that the broker has them on disk, and not checked yet. */
  async settled(syncMs: number, limit: number): Promise<SentRow[]> {
    const rows = await this.session.query<{ id: string; stream_seq: string }>(
      `SELECT id, stream_seq FROM outbox
       WHERE sent_at <= clock_timestamp() - make_interval(secs => $1 / 1000.0) AND verified_at IS NULL
       ORDER BY sent_at LIMIT $2`,
      [syncMs, limit],
    );
    return rows.map(toSentRow);
  }

  /** All that was sent, in the stream's order, page by page. */
  async sentAfter(seq: number, limit: number): Promise<SentRow[]> {
    const rows = await this.session.query<{ id: string; stream_seq: string }>(
      'SELECT id, stream_seq FROM outbox WHERE stream_seq > $1 ORDER BY stream_seq LIMIT $2',
      [seq, limit],
    );
    return rows.map(toSentRow);
  }

  async lastSent(): Promise<SentRow | undefined> {
    const rows = await this.session.query<{ id: string; stream_seq: string }>(
      'SELECT id, stream_seq FROM outbox WHERE stream_seq IS NOT NULL ORDER BY stream_seq DESC LIMIT 1',
    );
    return rows.map(toSentRow)[0];
  }

  async markVerified(ids: readonly string[]): Promise<void> {
    await this.session.query('UPDATE outbox SET verified_at = clock_timestamp() WHERE id = ANY($1)', [ids]);
  }

  async sendAgain(ids: readonly string[]): Promise<void> {
    await this.session.query(
      'UPDATE outbox SET sent_at = NULL, stream_seq = NULL, verified_at = NULL WHERE id = ANY($1)',
      [ids],
    );
  }

  /** @returns how many will be sent again */
  async sendAllAgain(): Promise<number> {
    const [row] = await this.session.query<{ count: string }>(
      `WITH cleared AS (
         UPDATE outbox SET sent_at = NULL, stream_seq = NULL, verified_at = NULL WHERE sent_at IS NOT NULL RETURNING 1
       ) SELECT count(*) FROM cleared`,
    );
    return Number(row?.count ?? 0);
  }

  async purge({ outboxDays, inboxDays }: { outboxDays: number; inboxDays: number }): Promise<void> {
    await this.session.query(
      `DELETE FROM outbox WHERE id IN (
         SELECT id FROM outbox
         WHERE verified_at IS NOT NULL AND created_at < now() - make_interval(days => $1) LIMIT 5000)`,
      [outboxDays],
    );
    await this.session.query(
      `DELETE FROM inbox WHERE (handler, event_id) IN (
         SELECT handler, event_id FROM inbox WHERE received_at < now() - make_interval(days => $1) LIMIT 5000)`,
      [inboxDays],
    );
    await this.session.query(
      `DELETE FROM inbox_retry WHERE (handler, event_id) IN (
         SELECT handler, event_id FROM inbox_retry WHERE begun_at < now() - make_interval(days => $1) LIMIT 5000)`,
      [inboxDays],
    );
  }

  async backlog(): Promise<{ pending: number; oldestSeconds: number }> {
    // Counting stops at a number that says enough: a backlog must not be made worse by being measured.
    const [row] = await this.session.query<{ pending: string; oldest: string | null }>(
      `SELECT count(*) AS pending, extract(epoch FROM clock_timestamp() - min(created_at)) AS oldest
       FROM (SELECT created_at FROM outbox WHERE sent_at IS NULL ORDER BY position LIMIT 10000) AS waiting`,
    );
    return { pending: Number(row?.pending ?? 0), oldestSeconds: Number(row?.oldest ?? 0) };
  }
}

const toSentRow = (row: { id: string; stream_seq: string }): SentRow => ({
  id: row.id,
  seq: Number(row.stream_seq),
});
