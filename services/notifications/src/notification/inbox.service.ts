import { notifySubject } from '@latchkey/contracts/notifications/notification';
import { afterCommit } from '@latchkey/database/after-commit';
import { newId } from '@latchkey/database/id';
import { jsonRows } from '@latchkey/database/json-rows';
import { Bus } from '@latchkey/messaging/bus';
import type { ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { factsOf, type Notice } from './notice.js';

/** "Inbox" on a telephone keypad. */
const inboxLock = 46_269;

interface Told {
  readonly event: ReceivedEvent;
  readonly notice: Notice;
}

/** Puts notices into inboxes, and hints to whoever watches one. */
@Injectable()
export class InboxService {
  constructor(private readonly bus: Bus) {}

  /** Once for each event. */
  async put(tx: EntityManager, told: readonly Told[]): Promise<void> {
    if (told.length === 0) return;
    const userIds = [...new Set(told.map(({ notice }) => notice.userId))].sort();
    // One at a time for each user until the commit, each later than the one before: whoever has seen one and asks for what
    // came after it misses nothing that commits late.
    const locked = tx.query(
      `SELECT pg_advisory_xact_lock($1, hashtext(user_id)) FROM json_array_elements_text($2::json) AS user_id`,
      [inboxLock, JSON.stringify(userIds)],
    );
    const put = tx.query(
      `INSERT INTO notification (id, user_id, event_id, type, title, body, data, created_at)
       SELECT id, user_id, event_id, type, title, body, data,
              greatest(date_trunc('milliseconds', clock_timestamp()), last.at + interval '1 millisecond')
                + make_interval(secs => turn / 1000.0)
         FROM json_to_recordset($1::json) AS notice (id text, user_id text, event_id text, type text, title text,
                body text, data json, turn integer),
              LATERAL (SELECT max(created_at) AS at FROM notification AS earlier
                        WHERE earlier.user_id = notice.user_id) AS last
       ON CONFLICT (event_id) DO NOTHING`,
      [jsonRows(rowsOf(told))],
    );
    await Promise.all([locked, put]);
    afterCommit(tx, () => {
      for (const userId of userIds) this.hint(userId);
    });
  }

  private hint(userId: string): void {
    if (this.bus.isConnected()) this.bus.connection.publish(notifySubject(userId));
  }
}

function rowsOf(told: readonly Told[]) {
  /** How many of the user's come before. */
  const turns = new Map<string, number>();
  return told.map(({ event, notice }) => {
    const { userId, type, title, body } = notice;
    const turn = turns.get(userId) ?? 0;
    turns.set(userId, turn + 1);
    const data = dataOf(event, notice);
    return { id: newId('ntf'), user_id: userId, event_id: event.id, type, title, body, data, turn };
  });
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
