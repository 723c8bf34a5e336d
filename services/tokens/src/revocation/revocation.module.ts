import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { CredentialModule } from '../credential/credential.module.js';
import { GatewayLeaseModule } from '../gateway-lease/gateway-lease.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { StepUpModule } from '../step-up/step-up.module.js';
import { ApplyWhenUserCreated } from './apply-when-user-created.js';
import { ApplyWhenUserRestored } from './apply-when-user-restored.js';
import { AuthenticationResetService } from './authentication-reset.service.js';
import { RevocationRpc } from './revocation.rpc.js';
import { RevocationService } from './revocation.service.js';
import { RevocationAwaitService } from './revocation-await.service.js';
import { RevokeAllWhenDeletionRequested } from './revoke-all-when-deletion-requested.js';
import { RevokeAllWhenPasswordChanged } from './revoke-all-when-password-changed.js';
import { RevokeByHolderService } from './revoke-by-holder.service.js';
import { RevokeWhenAccessLost } from './revoke-when-access-lost.js';

@Module({
  imports: [AccountModule, CredentialModule, GatewayLeaseModule, InvalidationModule, StepUpModule],
  controllers: [RevocationRpc],
  providers: [
    RevocationService,
    RevocationAwaitService,
    AuthenticationResetService,
    RevokeByHolderService,
    ApplyWhenUserCreated,
    ApplyWhenUserRestored,
    RevokeAllWhenDeletionRequested,
    RevokeAllWhenPasswordChanged,
    RevokeWhenAccessLost,
  ],
  exports: [RevocationService],
})
export class RevocationModule {}
