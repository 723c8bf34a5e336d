import type { PayloadOf } from '@latchkey/contracts/event';
import { supersededKeyUsed } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { keyInWords } from './notice.js';

@Injectable()
@OnEvent(supersededKeyUsed, { together: true })
export class TellOwnerWhenSupersededKeyUsed {
  constructor(
    private readonly active: ActivePolicy,
    private readonly announcements: AnnouncementService,
  ) {}

  async handle(payload: PayloadOf<typeof supersededKeyUsed>, tx: EntityManager, event: ReceivedEvent) {
    const { apiKey } = this.active.policy.labels;
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'superseded_key_used',
      title: `Replaced ${apiKey} used`,
      body: `The ${keyInWords(apiKey, payload)}, which you had replaced by a new one, was used again.`,
      actor: payload.actor,
      data: { apiKeyId: payload.apiKeyId },
    });
  }
}
