import type { PayloadOf } from '@latchkey/contracts/event';
import { passwordChanged } from '@latchkey/contracts/identity/password';
import { OnEvent } from '@latchkey/messaging/on-event';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { RevocationService } from './revocation.service.js';

/** The reaction that the product is named for. The version rises in any case: the old password opens nothing new. */
@Injectable()
@OnEvent(passwordChanged)
export class RevokeAllWhenPasswordChanged {
  constructor(
    private readonly accounts: AccountService,
    private readonly revocations: RevocationService,
    private readonly active: ActivePolicy,
  ) {}

  async handle(
    change: PayloadOf<typeof passwordChanged>,
    tx: EntityManager,
    event: { id: string },
  ): Promise<void> {
    await this.accounts.raisePasswordVersion(tx, change.userId, change.passwordVersion);
    if (!change.revokeAll) return;
    const covered = change.reset ? { sessions: true, apiKeys: true } : this.active.policy.revokeAll;
    await this.revocations.revokeAll(tx, {
      userId: change.userId,
      reason: 'password_changed',
      actor: change.actor,
      covers: { logins: covered.sessions, keys: covered.apiKeys },
      cause: event.id,
      keepLoginId: change.keepSessionId,
    });
  }
}
