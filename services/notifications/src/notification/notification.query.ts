import type { Notification, NotificationStatus } from '@latchkey/contracts/notifications/notification';
import { Time } from '@latchkey/contracts/time';
import { type Page, pageOfRows, readCursor } from '@latchkey/database/page';
import { ValidationFailed } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface NotificationRow extends Omit<Notification, 'createdAt'> {
  readonly createdAt: Date;
}

export const notificationColumns = `id, type, title, body, data, status, created_at AS "createdAt"`;

export const toNotification = ({ createdAt, ...row }: NotificationRow): Notification => ({
  ...row,
  createdAt: createdAt.toISOString(),
});

interface Filter {
  readonly userId: string;
  readonly page: { readonly limit: number; readonly cursor?: string | undefined };
  readonly status?: NotificationStatus | undefined;
}

@Injectable()
export class NotificationQuery {
  constructor(private readonly db: DataSource) {}

  /** Newest first; in every status unless one is asked for. */
  async page({ userId, page, status }: Filter): Promise<Page<Notification>> {
    const [time, id] = positionIn(page.cursor);
    const rows: NotificationRow[] = await this.db.query(
      `SELECT ${notificationColumns} FROM notification
        WHERE user_id = $1 AND ($2::text IS NULL OR status = $2)
          AND ($3::timestamptz IS NULL OR (created_at, id) < ($3::timestamptz, $4::text))
        ORDER BY created_at DESC, id DESC LIMIT $5`,
      [userId, status ?? null, time, id, page.limit + 1],
    );
    return pageOfRows(rows, page.limit, {
      positionOf: (row) => [row.createdAt.toISOString(), row.id],
      toItem: toNotification,
    });
  }

  /** Oldest first; undefined when the user has no notification `after`. */
  async after(userId: string, after: string | null, limit: number): Promise<Notification[] | undefined> {
    const [from] = (await this.db.query(
      'SELECT created_at::text AS at FROM notification WHERE id = $1 AND user_id = $2',
      [after, userId],
    )) as [{ at: string }?];
    if (after !== null && !from) return undefined;
    const rows: NotificationRow[] = await this.db.query(
      `SELECT ${notificationColumns} FROM notification
        WHERE user_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) > ($2::timestamptz, $3::text))
        ORDER BY created_at, id LIMIT $4`,
      [userId, from?.at ?? null, after, limit],
    );
    return rows.map(toNotification);
  }

  async unseenCount(userId: string): Promise<number> {
    const [row] = (await this.db.query(
      `SELECT count(*)::int AS count FROM notification WHERE user_id = $1 AND status = 'unseen'`,
      [userId],
    )) as [{ count: number }];
    return row.count;
  }
}

function positionIn(cursor: string | undefined): [time: string | null, id: string | null] {
  const position = readCursor(cursor);
  if (!position) return [null, null];
  if (Time.safeParse(position[0]).success) return position;
  throw new ValidationFailed([
    { pointer: '#cursor', code: 'invalid_cursor', message: 'is not a cursor of this list' },
  ]);
}
