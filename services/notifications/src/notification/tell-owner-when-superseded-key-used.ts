import type { PayloadOf } from '@latchkey/contracts/event';
import { supersededKeyUsed } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { keyInWords } from './notice.js';

@Injectable()
@OnEvent(supersededKeyUsed)
export class TellOwnerWhenSupersededKeyUsed {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: PayloadOf<typeof supersededKeyUsed>, tx: EntityManager, event: ReceivedEvent) {
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'SUPERSEDED_KEY_USED',
      title: 'A replaced API key was used',
      body: `The API key ${keyInWords(payload)}, which you had replaced by a new one, was used again.`,
      actor: payload.actor,
      data: { apiKeyId: payload.apiKeyId },
    });
  }
}
