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
