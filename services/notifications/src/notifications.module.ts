import { DatabaseModule } from '@latchkey/database/database.module';
import { MessagingModule } from '@latchkey/messaging/messaging.module';
import { messagingMigrations } from '@latchkey/messaging/messaging-migrations';
import { PolicyModule } from '@latchkey/policy/policy.module';
import { Module } from '@nestjs/common';
import { config } from './config.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { CreateNotifications1763856000000 } from './migrations/1763856000000-create-notifications.js';
import { ErasedUser1763949600000 } from './migrations/1763949600000-erased-user.js';
import { NotificationModule } from './notification/notification.module.js';
import { RecipientModule } from './recipient/recipient.module.js';

@Module({
  imports: [
    DatabaseModule.forRoot({
      url: config.databaseUrl,
      poolSize: config.databasePoolSize + config.mailConcurrency,
      applicationName: config.instance,
      entities: [],
      migrations: [...messagingMigrations, CreateNotifications1763856000000, ErasedUser1763949600000],
    }),
    MessagingModule.forRoot({ service: 'notifications', natsUrl: config.natsUrl, instance: config.instance }),
    PolicyModule.forRoot(config.policy),
    RecipientModule,
    NotificationModule,
    DeliveryModule,
    ErasureModule,
  ],
})
export class NotificationsModule {}
