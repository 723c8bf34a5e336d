import { Module } from '@nestjs/common';
import { AuthenticationModule } from '../authentication/authentication.module.js';
import { CredentialCacheModule } from '../credential-cache/credential-cache.module.js';
import { NotificationHints } from './notification-hints.service.js';
import { NotificationStreamService } from './notification-stream.service.js';

@Module({
  imports: [AuthenticationModule, CredentialCacheModule],
  providers: [NotificationHints, NotificationStreamService],
  exports: [NotificationStreamService],
})
export class NotificationStreamModule {}
