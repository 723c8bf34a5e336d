import type { PayloadOf } from '@latchkey/contracts/event';
import { apiKeyDeleted } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { capitalized, keyInWords } from './notice.js';

@Injectable()
@OnEvent(apiKeyDeleted, { together: true })
export class TellOwnerWhenApiKeyDeleted {
  constructor(
    private readonly active: ActivePolicy,
    private readonly announcements: AnnouncementService,
  ) {}

  async handle(payload: PayloadOf<typeof apiKeyDeleted>, tx: EntityManager, event: ReceivedEvent) {
    const { apiKey } = this.active.policy.labels;
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'api_key_deleted',
      title: `${capitalized(apiKey)} deleted`,
      body: `The ${keyInWords(apiKey, payload)} was deleted from your account and works no longer.`,
      actor: payload.actor,
      data: { apiKeyId: payload.apiKeyId },
    });
  }
}
