import type { PayloadOf } from '@latchkey/contracts/event';
import { apiKeyDeleted } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { keyInWords } from './notice.js';

@Injectable()
@OnEvent(apiKeyDeleted)
export class TellOwnerWhenApiKeyDeleted {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: PayloadOf<typeof apiKeyDeleted>, tx: EntityManager, event: ReceivedEvent) {
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'API_KEY_DELETED',
      title: 'An API key was deleted',
      body: `The API key ${keyInWords(payload)} was deleted from your account and works no longer.`,
      actor: payload.actor,
      data: { apiKeyId: payload.apiKeyId },
    });
  }
}
