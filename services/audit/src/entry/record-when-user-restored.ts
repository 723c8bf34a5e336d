import type { PayloadOf } from '@latchkey/contracts/event';
import { userRestored } from '@latchkey/contracts/identity/deletion';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(userRestored, { together: true })
export class RecordWhenUserRestored {
  constructor(private readonly entries: EntryService) {}

  async handle({ userId, actor }: PayloadOf<typeof userRestored>, tx: EntityManager, event: ReceivedEvent) {
    await this.entries.append(tx, event, {
      userId,
      action: 'user.restore',
      outcome: 'success',
      actor,
      target: { type: 'user', id: userId },
      data: {},
    });
  }
}
