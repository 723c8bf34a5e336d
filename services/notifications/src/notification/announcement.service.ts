import type { NotificationType } from '@latchkey/contracts/policy/notification-type';
import { newId } from '@latchkey/database/id';
import type { ReceivedEvent } from '@latchkey/messaging/on-event';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeliveryService } from '../delivery/delivery.service.js';
import { PreferenceService } from '../preference/preference.service.js';
import { addressesOf, RecipientService } from '../recipient/recipient.service.js';
import { factsOf, mailOf, type Notice } from './notice.js';

/** Tells a user something, in the inbox and by mail. */
@Injectable()
export class AnnouncementService {
  constructor(
    private readonly active: ActivePolicy,
    private readonly recipients: RecipientService,
    private readonly preferences: PreferenceService,
    private readonly deliveries: DeliveryService,
  ) {}

  /** Once for each event, with its transaction. */
  async announce(tx: EntityManager, event: ReceivedEvent, notice: Notice): Promise<void> {
    const { userId } = notice;
    const type = this.typeOf(notice);
    const recipient = await this.recipients.get(tx, userId);
    if (type.inApp) await putInInbox(tx, event, notice);
    if (!(await this.preferences.wantsMail(tx, userId, type))) return;
    const { mandatory } = type;
    const mail = mailOf(notice, { handle: recipient.handle, time: event.time, mandatory });
    for (const address of addressesOf(recipient, mandatory)) {
      await this.deliveries.order(tx, { eventId: event.id, userId, address, mail });
    }
  }

  private typeOf({ type }: Notice): NotificationType {
    const found = this.active.policy.notifications.find(({ id }) => id === type);
    if (!found) throw new Error(`The policy has no notification type ${type}`);
    return found;
  }
}

async function putInInbox(tx: EntityManager, event: ReceivedEvent, notice: Notice): Promise<void> {
  const { userId, type, title, body, actor, data } = notice;
  const facts = Object.fromEntries(factsOf(notice, event.time).map(({ label, value }) => [label, value]));
  const all = {
    ...data,
    time: event.time,
    ipAddress: actor?.ipAddress ?? null,
    device: facts.Device ?? null,
  };
  await tx.query(
    `INSERT INTO notification (id, user_id, event_id, type, title, body, data) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (event_id) DO NOTHING`,
    [newId('ntf'), userId, event.id, type, title, body, JSON.stringify(all)],
  );
}
