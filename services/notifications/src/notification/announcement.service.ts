import type { NotificationType } from '@latchkey/contracts/policy/notification-type';
import { CommitBatch } from '@latchkey/database/commit-batch';
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

interface Announced {
  readonly event: ReceivedEvent;
  readonly notice: Notice;
}

/** Tells a user something, in the inbox and by mail. */
@Injectable()
export class AnnouncementService {
  private readonly announced = new CommitBatch<Announced>((tx, announced) => this.announceAll(tx, announced));

  constructor(
    private readonly active: ActivePolicy,
    private readonly recipients: RecipientService,
    private readonly preferences: PreferenceService,
    private readonly deliveries: DeliveryService,
    private readonly inbox: InboxService,
  ) {}

  /** Once for each event, with its transaction. */
  async announce(tx: EntityManager, event: ReceivedEvent, notice: Notice): Promise<void> {
    this.announced.add(tx, { event, notice });
  }

  private async announceAll(tx: EntityManager, announced: readonly Announced[]): Promise<void> {
    const known = await this.recipients.find(
      tx,
      announced.map(({ notice }) => notice.userId),
    );
    const told = announced.flatMap(({ event, notice }) => {
      const recipient = known.get(notice.userId);
      return recipient ? [{ event, notice, recipient, type: this.typeOf(notice) }] : [];
    });
    const [wanted] = await Promise.all([
      this.preferences.wantMail(
        tx,
        told.map(({ recipient: { userId }, type }) => ({ userId, type })),
      ),
      this.inbox.put(
        tx,
        told.filter(({ type }) => type.inApp),
      ),
    ]);
    for (const { event, notice, recipient, type } of told.filter((_, at) => wanted[at])) {
      const { mandatory } = type;
      const { userId, handle } = recipient;
      const mail = mailOf(notice, { handle, time: event.time, mandatory });
      for (const address of addressesOf(recipient, mandatory))
        this.deliveries.order(tx, { eventId: event.id, userId, address, mail });
    }
  }

  /** The last mail to somebody who is forgotten here, with the transaction that forgets them. */
  async sayGoodbye(tx: EntityManager, recipient: Recipient): Promise<void> {
    const { userId, handle } = recipient;
    const eventId = newId('evt');
    const mail = farewell(handle, new Date().toISOString());
    for (const address of addressesOf(recipient, true))
      this.deliveries.order(tx, { eventId, userId, address, mail });
  }

  private typeOf({ type }: Notice): NotificationType {
    const found = this.active.policy.notifications.find(({ id }) => id === type);
    if (!found) throw new Error(`The policy has no notification type ${type}`);
    return found;
  }
}
