import type { PayloadOf } from '@latchkey/contracts/event';
import { apiKeyCreated } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { capitalized, keyInWords, timeInWords } from './notice.js';

@Injectable()
@OnEvent(apiKeyCreated, { together: true })
export class TellOwnerWhenApiKeyCreated {
  constructor(
    private readonly active: ActivePolicy,
    private readonly announcements: AnnouncementService,
  ) {}

  async handle(payload: PayloadOf<typeof apiKeyCreated>, tx: EntityManager, event: ReceivedEvent) {
    const { apiKey } = this.active.policy.labels;
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'api_key_created',
      title: `${capitalized(apiKey)} created`,
      body: `The ${keyInWords(apiKey, payload)} was created in your account. ${lifetime(payload.expiresAt)}`,
      actor: payload.actor,
      data: { apiKeyId: payload.apiKeyId },
    });
  }
}

const lifetime = (expiresAt: string | null): string =>
  expiresAt === null ? 'It does not expire.' : `It expires on ${timeInWords(expiresAt)}.`;
