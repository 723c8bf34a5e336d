import type { PayloadOf } from '@latchkey/contracts/event';
import { sessionCreated } from '@latchkey/contracts/tokens/session';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(sessionCreated, { together: true })
export class RecordWhenSessionCreated {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, sessionId, kind, device, newDevice }: PayloadOf<typeof sessionCreated>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'session.create',
      outcome: 'success',
      actor,
      target: { type: 'session', id: sessionId },
      data: { kind, device, newDevice },
    });
  }
}
