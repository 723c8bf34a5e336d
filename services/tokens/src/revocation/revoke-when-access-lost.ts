import type { PayloadOf } from '@latchkey/contracts/event';
import { userUpdated } from '@latchkey/contracts/identity/user';
import { OnEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { InvalidationService } from '../invalidation/invalidation.service.js';
import { RevocationService } from './revocation.service.js';

/**
 * Suspended, no longer an administrator, or without an address that somebody else has proved: everything that was opened
 * before dies. Any other change (a new handle, a new administrator) only makes the gateways ask again.
 */
@Injectable()
@OnEvent(userUpdated)
export class RevokeWhenAccessLost {
  constructor(
    private readonly accounts: AccountService,
    private readonly invalidations: InvalidationService,
    private readonly revocations: RevocationService,
  ) {}

  async handle(user: PayloadOf<typeof userUpdated>, tx: EntityManager, event: { id: string }): Promise<void> {
    await this.accounts.apply(tx, user);
    if (!user.lostAccess) {
      await this.invalidations.append(tx, user.userId, null);
      return;
    }
    // Whatever `apply` said: a sign-in may have brought the newer snapshot, but only this revokes and confirms.
    await this.revocations.revokeAll(tx, {
      userId: user.userId,
      reason: 'access_lost',
      actor: user.actor,
      covers: { logins: true, keys: user.state !== 'active' || user.lostKeys === true },
      cause: event.id,
    });
  }
}
