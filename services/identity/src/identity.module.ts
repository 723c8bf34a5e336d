import { DatabaseModule } from '@latchkey/database/database.module';
import { MessagingModule } from '@latchkey/messaging/messaging.module';
import { messagingMigrations } from '@latchkey/messaging/messaging-migrations';
import { PolicyModule } from '@latchkey/policy/policy.module';
import { Module } from '@nestjs/common';
import { config } from './config.js';
import { DeletionModule } from './deletion/deletion.module.js';
import { Users1763766000000 } from './migrations/1763766000000-users.js';
import { SignUpRequestPassword1763852400000 } from './migrations/1763852400000-sign-up-request-password.js';
import { PasswordReset1763942400000 } from './migrations/1763942400000-password-reset.js';
import { Deletion1763949600000 } from './migrations/1763949600000-deletion.js';
import { PasswordModule } from './password/password.module.js';
import { PasswordResetModule } from './password-reset/password-reset.module.js';
import { UserEntity } from './user/user.entity.js';
import { UserModule } from './user/user.module.js';

@Module({
  imports: [
    DatabaseModule.forRoot({
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      applicationName: config.instance,
      entities: [UserEntity],
      migrations: [
        ...messagingMigrations,
        Users1763766000000,
        SignUpRequestPassword1763852400000,
        PasswordReset1763942400000,
        Deletion1763949600000,
      ],
    }),
    MessagingModule.forRoot({ service: 'identity', natsUrl: config.natsUrl, instance: config.instance }),
    PolicyModule.forRoot(config.policy),
    UserModule,
    PasswordModule,
    PasswordResetModule,
    DeletionModule,
  ],
})
export class IdentityModule {}
