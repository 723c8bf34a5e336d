import type { Caller } from '@latchkey/contracts/caller';
import type {
  listNotifications,
  listNotificationsAfter,
  markAllSeen,
  Notification,
  updateNotification,
} from '@latchkey/contracts/notifications/notification';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { NotFound } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotificationNotFound } from './notification.errors.js';
import {
  NotificationQuery,
  type NotificationRow,
  notificationColumns,
  toNotification,
} from './notification.query.js';

/** A user's inbox. */
@Injectable()
export class NotificationService {
  constructor(
    private readonly db: DataSource,
    private readonly query: NotificationQuery,
  ) {}

  async list(input: InputOf<typeof listNotifications>): Promise<OutputOf<typeof listNotifications>> {
    mustSee(input.caller, input.userId);
    const [page, unseenCount] = await Promise.all([
      this.query.page(input),
      this.query.unseenCount(input.userId),
    ]);
    return { ...page, unseenCount };
  }

  async listAfter({
    caller,
    userId,
    after,
    limit,
  }: InputOf<typeof listNotificationsAfter>): Promise<OutputOf<typeof listNotificationsAfter>> {
    mustSee(caller, userId);
    const items = await this.query.after(userId, after, limit);
    if (!items) throw new NotificationNotFound();
    return { items };
  }

  async update(input: InputOf<typeof updateNotification>): Promise<Notification> {
    mustSee(input.caller, input.userId);
    const [rows] = (await this.db.query(
      `UPDATE notification SET status = $3 WHERE id = $1 AND user_id = $2 RETURNING ${notificationColumns}`,
      [input.notificationId, input.userId, input.status],
    )) as [NotificationRow[], number];
    if (!rows[0]) throw new NotificationNotFound();
    return toNotification(rows[0]);
  }

  async markAllSeen({ caller, userId }: InputOf<typeof markAllSeen>): Promise<OutputOf<typeof markAllSeen>> {
    mustSee(caller, userId);
    const [, marked] = (await this.db.query(
      `UPDATE notification SET status = 'seen' WHERE user_id = $1 AND status = 'unseen'`,
      [userId],
    )) as [unknown, number];
    return { marked };
  }
}

/** The inbox of somebody else is not there, save for an administrator. */
function mustSee(caller: Caller, userId: string): void {
  if (caller.userId !== userId && !caller.admin) throw new NotFound();
}
