import type { PayloadOf } from '@latchkey/contracts/event';
import { supersededKeyUsed } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(supersededKeyUsed, { together: true })
export class RecordWhenSupersededKeyUsed {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, apiKeyId, name, last4 }: PayloadOf<typeof supersededKeyUsed>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'api_key.use',
      outcome: 'denied',
      actor,
      target: { type: 'api_key', id: apiKeyId },
      data: { name, last4, reason: 'superseded' },
    });
  }
}
