import type { PayloadOf } from '@latchkey/contracts/event';
import { userCreated } from '@latchkey/contracts/identity/user';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(userCreated, { together: true })
export class RecordWhenUserCreated {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, handle, admin }: PayloadOf<typeof userCreated>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'user.create',
      outcome: 'success',
      actor,
      target: { type: 'user', id: userId },
      data: { handle, admin },
    });
  }
}
