import type { PayloadOf } from '@latchkey/contracts/event';
import { passwordResetRequested } from '@latchkey/contracts/identity/password-reset';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeliveryService } from '../delivery/delivery.service.js';
import type { Mail } from '../mail.js';
import { RecipientService } from '../recipient/recipient.service.js';
import { factsOfActor } from './notice.js';

/** To the account's own address alone, and in no inbox: whoever reads that is signed in. */
@Injectable()
@OnEvent(passwordResetRequested, { together: true })
export class SendLinkWhenPasswordResetRequested {
  constructor(
    private readonly recipients: RecipientService,
    private readonly deliveries: DeliveryService,
  ) {}

  async handle(payload: PayloadOf<typeof passwordResetRequested>, tx: EntityManager, event: ReceivedEvent) {
    const { userId, address } = payload;
    if (!(await this.recipients.find(tx, [userId])).has(userId)) return;
    this.deliveries.order(tx, {
      eventId: event.id,
      userId,
      address,
      mail: mailOf(payload, event.time),
    });
  }
}

const mailOf = (
  { handle, passwordResetId, actor }: PayloadOf<typeof passwordResetRequested>,
  time: string,
): Mail => ({
  subject: 'Reset your password',
  greeting: `Hello ${handle},`,
  paragraphs: [
    `Somebody asked to set a new password for the account ${handle}, which has this address.`,
    'The link works once, for one hour after it was asked for. A new password signs out every session and revokes every key.',
  ],
  facts: factsOfActor(actor, time),
  advice: {
    text: 'If that was you:',
    linkText: 'Choose a new password',
    path: '/reset-password',
  },
  secretOf: { passwordResetId },
  footer:
    'If it was not you, there is nothing to do: your password stays as it is. You get this mail because it concerns the security of your account.',
});
