import type { PayloadOf } from '@latchkey/contracts/event';
import { apiKeyChanged } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { keyInWords } from './notice.js';

@Injectable()
@OnEvent(apiKeyChanged)
export class TellOwnerWhenApiKeyChanged {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: PayloadOf<typeof apiKeyChanged>, tx: EntityManager, event: ReceivedEvent) {
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'API_KEY_CHANGED',
      title: 'An API key was changed',
      body: `The API key ${keyInWords(payload)} was changed: ${payload.changed.join(', ')}.`,
      actor: payload.actor,
      data: { apiKeyId: payload.apiKeyId, changed: payload.changed },
    });
  }
}
