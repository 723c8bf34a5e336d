import type { PayloadOf } from '@latchkey/contracts/event';
import { passwordChanged } from '@latchkey/contracts/identity/password';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';

@Injectable()
@OnEvent(passwordChanged, { together: true })
export class TellOwnerWhenPasswordChanged {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: PayloadOf<typeof passwordChanged>, tx: EntityManager, event: ReceivedEvent) {
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'password_changed',
      title: 'Your password was changed',
      body: bodyOf(payload),
      actor: payload.actor,
      data: { revokeAll: payload.revokeAll },
    });
  }
}

function bodyOf({ revokeAll, keepSessionId, reset }: PayloadOf<typeof passwordChanged>): string {
  if (reset)
    return 'The password of your account was set anew with a link from your mail, and all access was revoked: every session has to sign in again, and every key is dead.';
  if (!revokeAll) return 'The password of your account was changed. Other sessions were left signed in.';
  return keepSessionId === null
    ? 'The password of your account was changed, and all access was revoked: every session has to sign in again.'
    : 'The password of your account was changed, and all access but that of the session which did it was revoked.';
}
