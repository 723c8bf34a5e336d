import { notifySubject } from '@latchkey/contracts/notifications/notification';
import { afterCommit } from '@latchkey/database/after-commit';
import { newId } from '@latchkey/database/id';
import { Bus } from '@latchkey/messaging/bus';
import type { ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { factsOf, type Notice } from './notice.js';

/** "Inbox" on a telephone keypad. */
const inboxLock = 46_269;

/** Puts notices into inboxes, and hints to whoever watches one. */
@Injectable()
export class InboxService {
  constructor(private readonly bus: Bus) {}

  /** Once for each event. */
  async put(tx: EntityManager, event: ReceivedEvent, notice: Notice): Promise<void> {
    const { userId, type, title, body } = notice;
    // One at a time for each user until the commit, each later than the one before: whoever has seen one and asks for what
    // came after it misses nothing that commits late.
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [inboxLock, userId]);
    await tx.query(
      `INSERT INTO notification (id, user_id, event_id, type, title, body, data, created_at)
       SELECT $1, $2, $3, $4, $5, $6, $7,
              greatest(date_trunc('milliseconds', clock_timestamp()), max(created_at) + interval '1 millisecond')
         FROM notification WHERE user_id = $2
       ON CONFLICT (event_id) DO NOTHING`,
      [newId('ntf'), userId, event.id, type, title, body, JSON.stringify(dataOf(event, notice))],
    );
    afterCommit(tx, () => this.hint(userId));
  }

  private hint(userId: string): void {
    if (this.bus.isConnected()) this.bus.connection.publish(notifySubject(userId));
  }
}

function dataOf(event: ReceivedEvent, notice: Notice) {
  const facts = Object.fromEntries(factsOf(notice, event.time).map(({ label, value }) => [label, value]));
  return {
    ...notice.data,
    time: event.time,
    ipAddress: notice.actor?.ipAddress ?? null,
    device: facts.Device ?? null,
  };
}
