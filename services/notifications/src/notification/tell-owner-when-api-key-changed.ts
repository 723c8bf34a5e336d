import type { PayloadOf } from '@latchkey/contracts/event';
import { apiKeyChanged } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { capitalized, keyInWords } from './notice.js';

@Injectable()
@OnEvent(apiKeyChanged, { together: true })
export class TellOwnerWhenApiKeyChanged {
  constructor(
    private readonly active: ActivePolicy,
    private readonly announcements: AnnouncementService,
  ) {}

  async handle(payload: PayloadOf<typeof apiKeyChanged>, tx: EntityManager, event: ReceivedEvent) {
    const { apiKey } = this.active.policy.labels;
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'api_key_changed',
      title: `${capitalized(apiKey)} changed`,
      body: `The ${keyInWords(apiKey, payload)} was changed: ${payload.changed.join(', ')}.`,
      actor: payload.actor,
      data: { apiKeyId: payload.apiKeyId, changed: payload.changed },
    });
  }
}
