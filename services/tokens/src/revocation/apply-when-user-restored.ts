import type { PayloadOf } from '@latchkey/contracts/event';
import { userRestored } from '@latchkey/contracts/identity/deletion';
import { OnEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';

/** Its owner may sign in again. The epochs stay as the deletion raised them: nothing of before wakes. */
@Injectable()
@OnEvent(userRestored)
export class ApplyWhenUserRestored {
  constructor(private readonly accounts: AccountService) {}

  async handle(user: PayloadOf<typeof userRestored>, tx: EntityManager): Promise<void> {
    await this.accounts.apply(tx, user);
  }
}
