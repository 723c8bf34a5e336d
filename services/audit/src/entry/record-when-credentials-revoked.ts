import type { PayloadOf } from '@latchkey/contracts/event';
import { credentialsRevoked } from '@latchkey/contracts/tokens/revocation';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EntryService } from './entry.service.js';

type Revocation = PayloadOf<typeof credentialsRevoked>;

/** The rest follow from a deed that has an entry of its own: one deed, one entry. */
const actionOf: Partial<Record<Revocation['reason'], string>> = {
  authentication_reset: 'authentication.reset',
  sessions_ended: 'session.end_all',
  leak_reported: 'credential.revoke',
};

@Injectable()
@OnEvent(credentialsRevoked, { together: true })
export class RecordWhenCredentialsRevoked {
  constructor(private readonly entries: EntryService) {}

  async handle(
    { userId, actor, reason, revocationId, revoked }: Revocation,
    tx: EntityManager,
    event: ReceivedEvent,
  ) {
    const action = actionOf[reason];
    if (action === undefined) return;
    await this.entries.append(tx, event, {
      userId,
      action,
      outcome: 'success',
      actor,
      target: { type: 'revocation', id: revocationId },
      data: { reason, revoked },
    });
  }
}
