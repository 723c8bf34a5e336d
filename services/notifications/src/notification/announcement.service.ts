import { newId } from '@latchkey/database/id';
import type { ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeliveryService } from '../delivery/delivery.service.js';
import { PreferenceService } from '../preference/preference.service.js';
import { addressesOf, RecipientService } from '../recipient/recipient.service.js';
import { catalogue } from './catalogue.js';
import { factsOf, mailOf, type Notice } from './notice.js';

/** Tells a user something, in the inbox and by mail. */
@Injectable()
export class AnnouncementService {
  constructor(
    private readonly recipients: RecipientService,
    private readonly preferences: PreferenceService,
    private readonly deliveries: DeliveryService,
  ) {}

  /** Once for each event, with its transaction. */
  async announce(tx: EntityManager, event: ReceivedEvent, notice: Notice): Promise<void> {
    const { userId, type } = notice;
    const recipient = await this.recipients.get(tx, userId);
    await putInInbox(tx, event, notice);
    const { mandatory } = catalogue[type];
    if (!mandatory && !(await this.preferences.wantsMail(tx, userId, type))) return;
    const mail = mailOf(notice, { handle: recipient.handle, time: event.time });
    for (const address of addressesOf(recipient, mandatory)) {
      await this.deliveries.order(tx, { eventId: event.id, userId, address, mail });
    }
  }
}

async function putInInbox(tx: EntityManager, event: ReceivedEvent, notice: Notice): Promise<void> {
  const { userId, type, title, body, actor, data } = notice;
  const facts = Object.fromEntries(factsOf(notice, event.time).map(({ label, value }) => [label, value]));
  const all = { ...data, time: event.time, ipAddress: actor?.ipAddress ?? null, device: facts.Device ?? null };
  await tx.query(
    `INSERT INTO notification (id, user_id, event_id, type, title, body, data) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (event_id) DO NOTHING`,
    [newId('ntf'), userId, event.id, type, title, body, JSON.stringify(all)],
  );
}
