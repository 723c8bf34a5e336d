import { DatabaseModule } from '@latchkey/database/database.module';
import { MessagingModule } from '@latchkey/messaging/messaging.module';
import { messagingMigrations } from '@latchkey/messaging/messaging-migrations';
import { PolicyModule } from '@latchkey/policy/policy.module';
import { Module } from '@nestjs/common';
import { AccountEntity } from './account/account.entity.js';
import { ApiKeyModule } from './api-key/api-key.module.js';
import { config } from './config.js';
import { CredentialModule } from './credential/credential.module.js';
import { DeviceLoginModule } from './device-login/device-login.module.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { Credentials1763769600000 } from './migrations/1763769600000-credentials.js';
import { DeviceLogins1763773200000 } from './migrations/1763773200000-device-logins.js';
import { ErasureIndexes1763949600000 } from './migrations/1763949600000-erasure-indexes.js';
import { RevocationModule } from './revocation/revocation.module.js';
import { SessionModule } from './session/session.module.js';

@Module({
  imports: [
    DatabaseModule.forRoot({
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      applicationName: config.instance,
      entities: [AccountEntity],
      migrations: [
        ...messagingMigrations,
        Credentials1763769600000,
        DeviceLogins1763773200000,
        ErasureIndexes1763949600000,
      ],
    }),
    MessagingModule.forRoot({ service: 'tokens', natsUrl: config.natsUrl, instance: config.instance }),
    PolicyModule.forRoot(config.policy),
    CredentialModule,
    SessionModule,
    ApiKeyModule,
    RevocationModule,
    DeviceLoginModule,
    ErasureModule,
  ],
})
export class TokensModule {}
