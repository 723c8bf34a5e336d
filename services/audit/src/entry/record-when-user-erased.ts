import type { PayloadOf } from '@latchkey/contracts/event';
import { userErased } from '@latchkey/contracts/identity/deletion';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

/** What stays: when, of whom by an id alone, and who asked for it. It begins the erased log, which nobody erases again. */
@Injectable()
@OnEvent(userErased, { together: true })
export class RecordWhenUserErased {
  constructor(private readonly entries: EntryService) {}

  async handle({ userId, askedBy }: PayloadOf<typeof userErased>, tx: EntityManager, event: ReceivedEvent) {
    await this.entries.append(tx, event, {
      userId,
      action: 'user.erase',
      outcome: 'success',
      actor: { ...nobodyNamed, userId: askedBy },
      target: { type: 'user', id: userId },
      data: {},
    });
  }
}

const nobodyNamed = {
  handle: null,
  credentialId: null,
  credentialKind: null,
  ipAddress: null,
  userAgent: null,
  requestId: null,
};
