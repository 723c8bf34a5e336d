import type { PayloadOf } from '@latchkey/contracts/event';
import { userCreated } from '@latchkey/contracts/identity/user';
import { OnEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecipientService } from './recipient.service.js';

@Injectable()
@OnEvent(userCreated)
export class ApplyWhenUserCreated {
  constructor(private readonly recipients: RecipientService) {}

  async handle(user: PayloadOf<typeof userCreated>, tx: EntityManager): Promise<void> {
    await this.recipients.apply(tx, user);
  }
}
