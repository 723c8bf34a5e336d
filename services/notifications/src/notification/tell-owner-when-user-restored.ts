import type { PayloadOf } from '@latchkey/contracts/event';
import { userRestored } from '@latchkey/contracts/identity/deletion';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';

@Injectable()
@OnEvent(userRestored, { together: true })
export class TellOwnerWhenUserRestored {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle({ userId, actor }: PayloadOf<typeof userRestored>, tx: EntityManager, event: ReceivedEvent) {
    await this.announcements.announce(tx, event, {
      userId,
      type: 'account_deletion',
      title: 'Your account was restored',
      body: 'The deletion of your account was called off. Sign in again: sessions and keys of before stay dead.',
      actor,
      data: {},
    });
  }
}
