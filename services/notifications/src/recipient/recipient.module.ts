import { Module } from '@nestjs/common';
import { ApplyWhenUserCreated } from './apply-when-user-created.js';
import { ApplyWhenUserUpdated } from './apply-when-user-updated.js';
import { RecipientService } from './recipient.service.js';

@Module({
  providers: [RecipientService, ApplyWhenUserCreated, ApplyWhenUserUpdated],
  exports: [RecipientService],
})
export class RecipientModule {}
