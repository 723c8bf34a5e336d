import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { config } from '../config.js';
import { type DeliverEmailJob, deliverEmail } from './delivery.queue.js';
import { DeliveryService } from './delivery.service.js';

@Processor(deliverEmail)
export class DeliverEmail {
  constructor(private readonly deliveries: DeliveryService) {}

  @Process({ name: deliverEmail, concurrency: config.mailConcurrency })
  deliver({ data }: Job<DeliverEmailJob>): Promise<void> {
    return this.deliveries.deliver(data.id);
  }
}
