import type { PayloadOf } from '@latchkey/contracts/event';
import { apiKeyExpiring } from '@latchkey/contracts/tokens/api-key';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { capitalized, keyInWords, timeInWords } from './notice.js';

@Injectable()
@OnEvent(apiKeyExpiring, { together: true })
export class TellOwnerWhenApiKeyExpiring {
  constructor(
    private readonly active: ActivePolicy,
    private readonly announcements: AnnouncementService,
  ) {}

  async handle(payload: PayloadOf<typeof apiKeyExpiring>, tx: EntityManager, event: ReceivedEvent) {
    const { apiKey } = this.active.policy.labels;
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'api_key_expiring',
      title: `${capitalized(apiKey)} expires soon`,
      body: `The ${keyInWords(apiKey, payload)} expires ${when(payload)}.`,
      actor: null,
      data: { apiKeyId: payload.apiKeyId, days: payload.days },
    });
  }
}

function when({ days, expiresAt }: PayloadOf<typeof apiKeyExpiring>): string {
  const left = days === 1 ? 'within a day' : `in ${days} days`;
  return expiresAt === null ? left : `${left}, on ${timeInWords(expiresAt)}`;
}
