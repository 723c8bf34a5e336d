import type { PayloadOf } from '@latchkey/contracts/event';
import { userDeletionRequested } from '@latchkey/contracts/identity/deletion';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';
import { timeInWords } from './notice.js';

/** In milliseconds: who has no more grace than that is told of no time. */
const atOnceMs = 60_000;

@Injectable()
@OnEvent(userDeletionRequested, { together: true })
export class TellOwnerWhenDeletionRequested {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: PayloadOf<typeof userDeletionRequested>, tx: EntityManager, event: ReceivedEvent) {
    const { userId, actor, deletesAt } = payload;
    await this.announcements.announce(tx, event, {
      userId,
      type: 'account_deletion',
      title: 'Your account will be deleted',
      body: `Everything that was signed in is signed out, and every key is dead. ${whatFollows(deletesAt, event.time)}`,
      actor,
      data: { deletesAt },
    });
  }
}

const whatFollows = (deletesAt: string, time: string): string =>
  Date.parse(deletesAt) - Date.parse(time) < atOnceMs
    ? 'All that is kept of the account is erased now.'
    : `All that is kept of the account is erased on ${timeInWords(deletesAt)}; until then an administrator can restore it.`;
