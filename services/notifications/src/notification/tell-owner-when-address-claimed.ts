import type { PayloadOf } from '@latchkey/contracts/event';
import { addressClaimed } from '@latchkey/contracts/identity/user';
import { OnEvent, type ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnouncementService } from './announcement.service.js';

@Injectable()
@OnEvent(addressClaimed, { together: true })
export class TellOwnerWhenAddressClaimed {
  constructor(private readonly announcements: AnnouncementService) {}

  async handle(payload: PayloadOf<typeof addressClaimed>, tx: EntityManager, event: ReceivedEvent) {
    await this.announcements.announce(tx, event, {
      userId: payload.userId,
      type: 'address_claimed',
      title: 'Somebody tried to sign up with your address',
      body: 'Somebody tried to make an account with your email address, which belongs to this account of yours.',
      actor: null,
      data: {},
    });
  }
}
