import type { PayloadOf } from '@latchkey/contracts/event';
import { passwordChanged } from '@latchkey/contracts/identity/password';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

@Injectable()
@OnEvent(passwordChanged, { together: true })
export class RecordWhenPasswordChanged {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, revokeAll, keepSessionId, reset = false }: PayloadOf<typeof passwordChanged>,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    await this.entries.append(tx, event, {
      userId,
      action: reset ? 'password_reset.complete' : 'password.change',
      outcome: 'success',
      actor,
      target: { type: 'user', id: userId },
      data: { revokeAll, keptSession: keepSessionId !== null },
    });
  }
}
