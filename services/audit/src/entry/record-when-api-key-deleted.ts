import type { PayloadOf } from '@latchkey/contracts/event';
import { apiKeyDeleted } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(apiKeyDeleted, { together: true })
export class RecordWhenApiKeyDeleted {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, apiKeyId, name, last4 }: PayloadOf<typeof apiKeyDeleted>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: 'api_key.delete',
      outcome: 'success',
      actor,
      target: { type: 'api_key', id: apiKeyId },
      data: { name, last4 },
    });
  }
}
