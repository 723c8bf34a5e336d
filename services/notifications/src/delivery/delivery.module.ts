import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { config } from '../config.js';
import { DeliverEmail } from './deliver-email.processor.js';
import { DeliveryQueue, deliverEmail } from './delivery.queue.js';
import { DeliveryService } from './delivery.service.js';
import { LinkSecretService } from './link-secret.service.js';
import { Mailer } from './mailer.js';
import { redisOptions } from './redis-options.js';
import { SweepDeliveries } from './sweep-deliveries.schedule.js';

// A job that its process left behind is taken up again after lockDuration at the latest, however often that happens:
// running one twice does nothing, so there is no number of times after which to give up.
const settings = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 1_000_000 };

@Module({
  imports: [BullModule.registerQueue({ name: deliverEmail, redis: redisOptions(config.redisUrl), settings })],
  providers: [DeliveryService, DeliveryQueue, DeliverEmail, SweepDeliveries, Mailer, LinkSecretService],
  exports: [DeliveryService],
})
export class DeliveryModule {}
