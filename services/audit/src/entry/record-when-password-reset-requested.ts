import type { PayloadOf } from '@latchkey/contracts/event';
import { passwordResetRequested } from '@latchkey/contracts/identity/password-reset';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(passwordResetRequested, { together: true })
export class RecordWhenPasswordResetRequested {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor }: PayloadOf<typeof passwordResetRequested>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'password_reset.request',
      outcome: 'success',
      actor,
      target: { type: 'user', id: userId },
      data: {},
    });
  }
}
