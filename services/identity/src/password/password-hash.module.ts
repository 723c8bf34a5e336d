import { Module } from '@nestjs/common';
import { PasswordHashService } from './password-hash.service.js';
import { PasswordRulesService } from './password-rules.service.js';
import { ReplacePasswordService } from './replace-password.service.js';

/** For whoever sets passwords: one queue for all hashes of the process. */
@Module({
  providers: [PasswordHashService, PasswordRulesService, ReplacePasswordService],
  exports: [PasswordHashService, PasswordRulesService, ReplacePasswordService],
})
export class PasswordHashModule {}
