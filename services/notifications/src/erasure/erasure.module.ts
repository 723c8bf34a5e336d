import { Module } from '@nestjs/common';
import { NotificationModule } from '../notification/notification.module.js';
import { RecipientModule } from '../recipient/recipient.module.js';
import { ErasureRpc } from './erasure.rpc.js';
import { ErasureService } from './erasure.service.js';

@Module({
  imports: [RecipientModule, NotificationModule],
  controllers: [ErasureRpc],
  providers: [ErasureService],
})
export class ErasureModule {}
