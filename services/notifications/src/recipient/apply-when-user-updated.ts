import type { PayloadOf } from '@latchkey/contracts/event';
import { userUpdated } from '@latchkey/contracts/identity/user';
import { OnEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecipientService } from './recipient.service.js';

@Injectable()
@OnEvent(userUpdated)
export class ApplyWhenUserUpdated {
  constructor(private readonly recipients: RecipientService) {}

  async handle(user: PayloadOf<typeof userUpdated>, tx: EntityManager): Promise<void> {
    await this.recipients.apply(tx, user);
  }
}
