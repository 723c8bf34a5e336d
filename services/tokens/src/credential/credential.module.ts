import { Module } from '@nestjs/common';
import { GatewayLeaseModule } from '../gateway-lease/gateway-lease.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { CredentialRpc } from './credential.rpc.js';
import { CredentialService } from './credential.service.js';
import { CredentialUseService } from './credential-use.service.js';
import { GenuineCredentials } from './genuine-credentials.service.js';
import { IntrospectionService } from './introspection.service.js';
import { SweepCredentials } from './sweep-credentials.schedule.js';

@Module({
  imports: [InvalidationModule, GatewayLeaseModule],
  controllers: [CredentialRpc],
  providers: [
    CredentialService,
    GenuineCredentials,
    CredentialUseService,
    IntrospectionService,
    SweepCredentials,
  ],
  exports: [CredentialService, CredentialUseService],
})
export class CredentialModule {}
