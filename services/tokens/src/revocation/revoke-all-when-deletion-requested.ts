import type { PayloadOf } from '@latchkey/contracts/event';
import { userDeletionRequested } from '@latchkey/contracts/identity/deletion';
import { OnEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { RevocationService } from './revocation.service.js';

/** Nothing of an account that is being deleted works, and nothing new is opened: its state forbids it. */
@Injectable()
@OnEvent(userDeletionRequested)
export class RevokeAllWhenDeletionRequested {
  constructor(
    private readonly accounts: AccountService,
    private readonly revocations: RevocationService,
  ) {}

  async handle(user: PayloadOf<typeof userDeletionRequested>, tx: EntityManager, event: { id: string }) {
    await this.accounts.apply(tx, user);
    await this.revocations.revokeAll(tx, {
      userId: user.userId,
      reason: 'account_deleting',
      actor: user.actor,
      covers: { logins: true, keys: true },
      cause: event.id,
    });
  }
}
