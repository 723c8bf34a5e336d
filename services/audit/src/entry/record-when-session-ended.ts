import type { PayloadOf } from '@latchkey/contracts/event';
import { sessionEnded } from '@latchkey/contracts/tokens/session';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(sessionEnded, { together: true })
export class RecordWhenSessionEnded {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, sessionId }: PayloadOf<typeof sessionEnded>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'session.end',
      outcome: 'success',
      actor,
      target: { type: 'session', id: sessionId },
      data: {},
    });
  }
}
