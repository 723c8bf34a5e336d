import type { NotificationType } from '@latchkey/contracts/policy/notification-type';
import { newId } from '@latchkey/database/id';
import type { ReceivedEvent } from '@latchkey/messaging/on-event';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeliveryService } from '../delivery/delivery.service.js';
import { PreferenceService } from '../preference/preference.service.js';
import { addressesOf, type Recipient, RecipientService } from '../recipient/recipient.service.js';
import { InboxService } from './inbox.service.js';
import { farewell, mailOf, type Notice } from './notice.js';

/** Tells a user something, in the inbox and by mail. */
@Injectable()
export class AnnouncementService {
  constructor(
    private readonly active: ActivePolicy,
    private readonly recipients: RecipientService,
    private readonly preferences: PreferenceService,
    private readonly deliveries: DeliveryService,
    private readonly inbox: InboxService,
  ) {}

  /** Once for each event, with its transaction. */
  async announce(tx: EntityManager, event: ReceivedEvent, notice: Notice): Promise<void> {
    const { userId } = notice;
    const type = this.typeOf(notice);
    const recipient = await this.recipients.get(tx, userId);
    if (!recipient) return;
    if (type.inApp) await this.inbox.put(tx, event, notice);
    if (!(await this.preferences.wantsMail(tx, userId, type))) return;
    const { mandatory } = type;
    const mail = mailOf(notice, { handle: recipient.handle, time: event.time, mandatory });
    for (const address of addressesOf(recipient, mandatory)) {
      await this.deliveries.order(tx, { eventId: event.id, userId, address, mail });
    }
  }

  /** The last mail to somebody who is forgotten here, with the transaction that forgets them. */
  async sayGoodbye(tx: EntityManager, recipient: Recipient): Promise<void> {
    const { userId, handle } = recipient;
    const eventId = newId('evt');
    const mail = farewell(handle, new Date().toISOString());
    for (const address of addressesOf(recipient, true))
      await this.deliveries.order(tx, { eventId, userId, address, mail });
  }

  private typeOf({ type }: Notice): NotificationType {
    const found = this.active.policy.notifications.find(({ id }) => id === type);
    if (!found) throw new Error(`The policy has no notification type ${type}`);
    return found;
  }
}
