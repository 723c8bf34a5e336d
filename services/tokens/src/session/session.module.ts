import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { CredentialModule } from '../credential/credential.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { RevocationModule } from '../revocation/revocation.module.js';
import { OpenSessionService } from './open-session.service.js';
import { RotateSessionService } from './rotate-session.service.js';
import { SessionRpc } from './session.rpc.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [AccountModule, CredentialModule, InvalidationModule, RevocationModule],
  controllers: [SessionRpc],
  exports: [SessionService],
  providers: [SessionService, SignInService, OpenSessionService, RotateSessionService],
})
export class SessionModule {}
