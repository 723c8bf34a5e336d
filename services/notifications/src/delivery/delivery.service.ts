import { afterCommit } from '@latchkey/database/after-commit';
import { CommitBatch } from '@latchkey/database/commit-batch';
import { newId } from '@latchkey/database/id';
import { jsonRows } from '@latchkey/database/json-rows';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { config } from '../config.js';
import type { Mail } from '../mail.js';
import { DeliveryQueue, type DueDelivery } from './delivery.queue.js';
import { LinkSecretService } from './link-secret.service.js';
import { Mailer } from './mailer.js';
import { retryAfterSeconds } from './retry.js';

interface Order {
  readonly eventId: string;
  readonly userId: string;
  readonly address: string;
  readonly mail: Mail;
}

interface Claimed {
  readonly id: string;
  readonly eventId: string;
  readonly address: string;
  readonly mail: Mail;
  readonly attempts: number;
  readonly ageSeconds: number;
}

/** Longer than the silences that the mailer puts up with, so that no attempt is cut off while it still may succeed. */
const conversationSeconds = 120;

/**
 * Sees to it that mails are handed in: `pending` → `sending` → `sent`, or `failed` after a day of attempts.
 *
 * A process that dies after the mail server has accepted a mail and before the row says so sends that mail once more,
 * under the same Message-ID. That window is the only way to a duplicate.
 */
@Injectable()
export class DeliveryService {
  private readonly logger = new Logger(DeliveryService.name);
  private readonly ordered = new CommitBatch<Order>((tx, ordered) => this.orderAll(tx, ordered));

  constructor(
    private readonly db: DataSource,
    private readonly queue: DeliveryQueue,
    private readonly mailer: Mailer,
    private readonly secrets: LinkSecretService,
  ) {}

  /** Orders a mail with the transaction; a second one for the same event and address is the same one. */
  order(tx: EntityManager, order: Order): void {
    this.ordered.add(tx, order);
  }

  private async orderAll(tx: EntityManager, ordered: readonly Order[]): Promise<void> {
    const rows: DueDelivery[] = await tx.query(
      `INSERT INTO delivery (id, event_id, channel, address, user_id, mail)
       SELECT id, event_id, 'email', address, user_id, mail
         FROM json_to_recordset($1::json) AS mail (id text, event_id text, address text, user_id text, mail json)
       ON CONFLICT (event_id, channel, address) DO NOTHING RETURNING id, attempts`,
      [
        jsonRows(
          ordered.map(({ eventId, userId, address, mail }) => {
            return { id: newId('dlv'), event_id: eventId, user_id: userId, address, mail };
          }),
        ),
      ],
    );
    afterCommit(tx, () => void this.queue.offer(rows));
  }

  /** Hands a mail in, if it is still to be: jobs come twice, late, and for rows that are done. */
  async deliver(id: string): Promise<void> {
    const attempt = await this.claim(id);
    if (attempt === undefined) return;
    await this.db.transaction(async (tx) => {
      const delivery = await this.hold(tx, id, attempt);
      if (!delivery) return;
      try {
        const mail = await this.secrets.fillIn(delivery.mail);
        if (!mail) return await this.drop(tx, id);
        await this.mailer.send({ messageId: delivery.eventId, address: delivery.address, mail });
      } catch (error) {
        return this.putOff(tx, delivery, error);
      }
      await tx.query(`UPDATE delivery SET state = 'sent', ended_at = clock_timestamp() WHERE id = $1`, [id]);
    });
  }

  /** Counted before the attempt: a mail that kills its process must not be tried at once for ever. */
  private async claim(id: string): Promise<number | undefined> {
    const [rows] = (await this.db.query(
      `UPDATE delivery SET state = 'sending', attempts = attempts + 1, claimed_at = clock_timestamp()
        WHERE id = $1 AND state = 'pending' AND due_at <= clock_timestamp() RETURNING attempts`,
      [id],
    )) as [{ attempts: number }[], number];
    return rows[0]?.attempts;
  }

  /** The lock on the row goes with this process, so that the sweep can tell a claim whose holder died. */
  private async hold(tx: EntityManager, id: string, attempt: number): Promise<Claimed | undefined> {
    const [, rows] = await Promise.all([
      tx.query(`SET LOCAL idle_in_transaction_session_timeout = '${conversationSeconds}s'`),
      tx.query<Claimed[]>(
        `SELECT id, event_id AS "eventId", address, mail, attempts,
              extract(epoch FROM clock_timestamp() - created_at)::float8 AS "ageSeconds"
         FROM delivery WHERE id = $1 AND state = 'sending' AND attempts = $2 FOR UPDATE SKIP LOCKED`,
        [id, attempt],
      ),
    ]);
    return rows[0];
  }

  /** Its link opens nothing any more. */
  private async drop(tx: EntityManager, id: string): Promise<void> {
    await tx.query(
      `UPDATE delivery SET state = 'failed', ended_at = clock_timestamp(), last_error = 'Its link has become void' WHERE id = $1`,
      [id],
    );
  }

  private async putOff(
    tx: EntityManager,
    { id, attempts, ageSeconds }: Claimed,
    error: unknown,
  ): Promise<void> {
    const waitSeconds = retryAfterSeconds(attempts, config.mailRetrySeconds);
    const givenUp = ageSeconds + waitSeconds > config.mailGiveUpHours * 3600;
    const fields = { deliveryId: id, attempts, err: error };
    if (givenUp) this.logger.error({ msg: 'Mail given up', ...fields });
    else this.logger.warn({ msg: `Mail put off for ${Math.round(waitSeconds)} s`, ...fields });
    await tx.query(
      `UPDATE delivery SET state = $2, due_at = clock_timestamp() + make_interval(secs => $3), last_error = $4,
              ended_at = CASE WHEN $2 = 'failed' THEN clock_timestamp() END
        WHERE id = $1`,
      [id, givenUp ? 'failed' : 'pending', waitSeconds, String(error).slice(0, 500)],
    );
  }

  /** Offers the queue whatever is due, also what Redis forgot or never heard of. */
  async sweep(): Promise<void> {
    // A claim that nobody holds any more: its process died, or lost the database.
    await this.db.query(
      `UPDATE delivery SET state = 'pending' WHERE id IN (
         SELECT id FROM delivery WHERE state = 'sending' AND claimed_at < clock_timestamp() - interval '2 seconds'
          LIMIT 500 FOR UPDATE SKIP LOCKED)`,
    );
    const due: DueDelivery[] = await this.db.query(
      `SELECT id, attempts FROM delivery WHERE state = 'pending' AND due_at <= clock_timestamp()
        ORDER BY due_at LIMIT 500`,
    );
    await this.queue.offer(due);
  }

  /** Forgets what ended long ago: longer than an event can come again. */
  async purge(): Promise<void> {
    await this.db.query(
      `DELETE FROM delivery WHERE id IN (
         SELECT id FROM delivery WHERE ended_at < clock_timestamp() - interval '30 days' LIMIT 1000)`,
    );
  }
}
