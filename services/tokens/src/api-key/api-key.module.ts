import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { CredentialModule } from '../credential/credential.module.js';
import { RevocationModule } from '../revocation/revocation.module.js';
import { StepUpModule } from '../step-up/step-up.module.js';
import { ApiKeyQuery } from './api-key.query.js';
import { ApiKeyRpc } from './api-key.rpc.js';
import { ApiKeyService } from './api-key.service.js';
import { ApiKeyRequestService } from './api-key-request.service.js';
import { ApiKeyRulesService } from './api-key-rules.service.js';
import { CreateApiKeyService } from './create-api-key.service.js';
import { MintApiKeyService } from './mint-api-key.service.js';
import { RotateApiKeyService } from './rotate-api-key.service.js';
import { WatchApiKeys } from './watch-api-keys.schedule.js';

@Module({
  imports: [AccountModule, CredentialModule, RevocationModule, StepUpModule],
  controllers: [ApiKeyRpc],
  providers: [
    ApiKeyService,
    CreateApiKeyService,
    MintApiKeyService,
    RotateApiKeyService,
    ApiKeyRulesService,
    ApiKeyRequestService,
    ApiKeyQuery,
    WatchApiKeys,
  ],
})
export class ApiKeyModule {}
