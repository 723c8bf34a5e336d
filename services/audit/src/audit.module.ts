import { DatabaseModule } from '@latchkey/database/database.module';
import { MessagingModule } from '@latchkey/messaging/messaging.module';
import { messagingMigrations } from '@latchkey/messaging/messaging-migrations';
import { Module } from '@nestjs/common';
import { config } from './config.js';
import { EntryEntity } from './entry/entry.entity.js';
import { EntryModule } from './entry/entry.module.js';
import { CreateAuditEntry1763856000000 } from './migrations/1763856000000-create-audit-entry.js';
import { ErasedLog1763949600000 } from './migrations/1763949600000-erased-log.js';

@Module({
  imports: [
    DatabaseModule.forRoot({
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      applicationName: config.instance,
      entities: [EntryEntity],
      migrations: [...messagingMigrations, CreateAuditEntry1763856000000, ErasedLog1763949600000],
    }),
    MessagingModule.forRoot({ service: 'audit', natsUrl: config.natsUrl, instance: config.instance }),
    EntryModule,
  ],
})
export class AuditModule {}
