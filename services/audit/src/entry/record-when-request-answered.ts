import { requestAnswered } from '@latchkey/contracts/audit/entry';
import type { PayloadOf } from '@latchkey/contracts/event';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(requestAnswered, { together: true })
export class RecordWhenRequestAnswered {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, action, outcome, target, status, code }: PayloadOf<typeof requestAnswered>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action,
      outcome,
      actor,
      target,
      data: { status, code },
    });
  }
}
