import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { config } from '../config.js';
import { DeliveryService } from './delivery.service.js';

const purgeEveryMs = 60 * 60 * 1000;

/** Makes up for jobs that Redis lost, or never got; safe in every replica at once. */
@Injectable()
export class SweepDeliveries implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SweepDeliveries.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly deliveries: DeliveryService) {}

  onApplicationBootstrap(): void {
    this.every(config.deliverySweepSeconds * 1000, () => this.deliveries.sweep());
    this.every(purgeEveryMs, () => this.deliveries.purge());
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.running;
  }

  private every(ms: number, work: () => Promise<void>): void {
    const tick = () => {
      this.running ??= work()
        .catch((error: unknown) => this.logger.warn({ msg: 'Sweep put off', err: error }))
        .finally(() => {
          this.running = undefined;
        });
    };
    this.timers.push(setInterval(tick, ms));
  }
}
