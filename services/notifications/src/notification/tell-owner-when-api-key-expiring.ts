import type { PayloadOf } from '@latchkey/contracts/event';
import { apiKeyExpiring } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { keyInWords, timeInWords } from './notice.js';

@Injectable()
@OnEvent(apiKeyExpiring)
export class TellOwnerWhenApiKeyExpiring {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: PayloadOf<typeof apiKeyExpiring>, tx: EntityManager, event: ReceivedEvent) {
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'API_KEY_EXPIRING',
      title: 'An API key expires soon',
      body: `The API key ${keyInWords(payload)} expires ${when(payload)}.`,
      actor: null,
      data: { apiKeyId: payload.apiKeyId, days: payload.days },
    });
  }
}

function when({ days, expiresAt }: PayloadOf<typeof apiKeyExpiring>): string {
  const left = days === 1 ? 'within a day' : `in ${days} days`;
  return expiresAt === null ? left : `${left}, on ${timeInWords(expiresAt)}`;
}
