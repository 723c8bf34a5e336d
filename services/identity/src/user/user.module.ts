import { Module } from '@nestjs/common';
import { PasswordHashModule } from '../password/password-hash.module.js';
import { AdministratorService } from './administrator.service.js';
import { CreateUserService } from './create-user.service.js';
import { MakeFirstAdmin } from './make-first-admin.schedule.js';
import { ProveAddressService } from './prove-address.service.js';
import { UserRpc } from './user.rpc.js';
import { UserService } from './user.service.js';
import { UserLookupService } from './user-lookup.service.js';
import { UserRulesService } from './user-rules.service.js';

@Module({
  imports: [PasswordHashModule],
  controllers: [UserRpc],
  providers: [
    UserService,
    AdministratorService,
    CreateUserService,
    UserRulesService,
    UserLookupService,
    ProveAddressService,
    MakeFirstAdmin,
  ],
  exports: [AdministratorService, UserLookupService, ProveAddressService],
})
export class UserModule {}
