import {
  listNotifications,
  listNotificationsAfter,
  markAllSeen,
  updateNotification,
} from '@latchkey/contracts/notifications/notification';
import type { InputOf } from '@latchkey/contracts/rpc';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { NotificationService } from './notification.service.js';

@Controller()
export class NotificationRpc {
  constructor(private readonly notifications: NotificationService) {}

  @Rpc(listNotifications)
  list(input: InputOf<typeof listNotifications>) {
    return this.notifications.list(input);
  }

  @Rpc(listNotificationsAfter)
  listAfter(input: InputOf<typeof listNotificationsAfter>) {
    return this.notifications.listAfter(input);
  }

  @Rpc(updateNotification)
  update(input: InputOf<typeof updateNotification>) {
    return this.notifications.update(input);
  }

  @Rpc(markAllSeen)
  markAllSeen(input: InputOf<typeof markAllSeen>) {
    return this.notifications.markAllSeen(input);
  }
}
