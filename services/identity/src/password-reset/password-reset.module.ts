import { Module } from '@nestjs/common';
import { PasswordHashModule } from '../password/password-hash.module.js';
import { UserModule } from '../user/user.module.js';
import { CompletePasswordResetService } from './complete-password-reset.service.js';
import { LookAtPasswordResets } from './look-at-password-resets.schedule.js';
import { PasswordResetRpc } from './password-reset.rpc.js';
import { PasswordResetLinkService } from './password-reset-link.service.js';
import { RequestPasswordResetService } from './request-password-reset.service.js';

@Module({
  imports: [PasswordHashModule, UserModule],
  controllers: [PasswordResetRpc],
  providers: [
    RequestPasswordResetService,
    PasswordResetLinkService,
    CompletePasswordResetService,
    LookAtPasswordResets,
  ],
})
export class PasswordResetModule {}
