import { z } from 'zod';
import { Caller } from '../caller.js';
import { NotificationId, UserId } from '../id.js';
import { PageQuery, PageRequest, pageOf } from '../page.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';

export const NotificationStatus = z.enum(['unseen', 'seen', 'archived']);
export type NotificationStatus = z.infer<typeof NotificationStatus>;

export const Notification = z
  .object({
    id: NotificationId,
    type: z.string(),
    title: z.string(),
    body: z.string(),
    data: z.record(z.string(), z.unknown()),
    status: NotificationStatus,
    createdAt: Time,
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof Notification>;

export const NotificationListQuery = PageQuery.extend({ status: NotificationStatus.optional() });
export const NotificationPage = pageOf(Notification).extend({ unseenCount: z.number().int() });

export const listNotifications = rpc('notifications.notification.list', {
  input: z.object({
    caller: Caller,
    userId: UserId,
    page: PageRequest,
    status: NotificationStatus.optional(),
  }),
  output: NotificationPage,
});

/**
 * What came after one, oldest first: how a stream goes on where it was. Of two notifications of a user the one that came
 * later is also later in this order, so nothing slips in behind what was already told.
 *
 * @property after null: from the very first
 * @throws NotFound when the user has no such notification
 */
export const listNotificationsAfter = rpc('notifications.notification.list-after', {
  input: z.object({
    caller: Caller,
    userId: UserId,
    after: NotificationId.nullable(),
    limit: z.number().int().min(1).max(100),
  }),
  output: z.object({ items: z.array(Notification) }),
});

/** Core NATS, without a payload: "look, there is something new for this user". A hint, which may be lost. */
export const notifySubject = (userId: string): string => `notify.${userId}`;

export const UpdateNotification = z
  .strictObject({ status: NotificationStatus })
  .meta({ id: 'UpdateNotification' });
export const updateNotification = rpc('notifications.notification.update', {
  input: z.object({
    caller: Caller,
    userId: UserId,
    notificationId: NotificationId,
    status: NotificationStatus,
  }),
  output: Notification,
});

export const markAllSeen = rpc('notifications.notification.mark-all-seen', {
  input: z.object({ caller: Caller, userId: UserId }),
  output: z.object({ marked: z.number().int() }),
});
