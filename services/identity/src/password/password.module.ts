import { Module } from '@nestjs/common';
import { UserModule } from '../user/user.module.js';
import { ChangePasswordService } from './change-password.service.js';
import { ForgetUnknownNames } from './forget-unknown-names.schedule.js';
import { PasswordRpc } from './password.rpc.js';
import { PasswordFailureService } from './password-failure.service.js';
import { PasswordHashModule } from './password-hash.module.js';
import { VerifyPasswordService } from './verify-password.service.js';

@Module({
  imports: [PasswordHashModule, UserModule],
  controllers: [PasswordRpc],
  providers: [VerifyPasswordService, ChangePasswordService, PasswordFailureService, ForgetUnknownNames],
})
export class PasswordModule {}
