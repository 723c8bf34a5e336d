import type { PayloadOf } from '@latchkey/contracts/event';
import { signInRefused } from '@latchkey/contracts/identity/password';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(signInRefused, { together: true })
export class RecordWhenSignInRefused {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, reason }: PayloadOf<typeof signInRefused>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'session.create',
      outcome: 'denied',
      actor,
      target: userId === null ? null : { type: 'user', id: userId },
      data: { reason },
    });
  }
}
