import type { PayloadOf } from '@latchkey/contracts/event';
import { sessionCreated } from '@latchkey/contracts/tokens/session';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';

@Injectable()
@OnEvent(sessionCreated, { together: true })
export class TellOwnerWhenSessionCreated {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: PayloadOf<typeof sessionCreated>, tx: EntityManager, event: ReceivedEvent) {
    if (!payload.newDevice) return;
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'new_sign_in',
      title: 'New sign-in to your account',
      body: 'Somebody signed in to your account with a browser or system that had not been used for it before.',
      actor: payload.actor,
      data: { sessionId: payload.sessionId, kind: payload.kind },
    });
  }
}
