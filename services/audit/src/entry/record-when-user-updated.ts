import type { PayloadOf } from '@latchkey/contracts/event';
import { userUpdated } from '@latchkey/contracts/identity/user';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(userUpdated, { together: true })
export class RecordWhenUserUpdated {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, changed, admin, state }: PayloadOf<typeof userUpdated>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'user.update',
      outcome: 'success',
      actor,
      target: { type: 'user', id: userId },
      data: { changed, admin, state },
    });
  }
}
