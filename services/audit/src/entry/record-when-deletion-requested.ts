import type { PayloadOf } from '@latchkey/contracts/event';
import { userDeletionRequested } from '@latchkey/contracts/identity/deletion';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(userDeletionRequested, { together: true })
export class RecordWhenDeletionRequested {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, deletesAt }: PayloadOf<typeof userDeletionRequested>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'user.delete',
      outcome: 'success',
      actor,
      target: { type: 'user', id: userId },
      data: { deletesAt },
    });
  }
}
