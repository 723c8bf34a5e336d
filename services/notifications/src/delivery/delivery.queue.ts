import { Readiness } from '@latchkey/observability/readiness';
import { checkRedis, requireNoeviction } from '@latchkey/service/require-noeviction';
import { InjectQueue } from '@nestjs/bull';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { config } from '../config.js';

export const deliverEmail = 'deliver-email';

export interface DeliverEmailJob {
  /** Of the row. Whatever else the worker needs, it reads there: Redis keeps no addresses and no text. */
  readonly id: string;
}

export interface DueDelivery {
  readonly id: string;
  readonly attempts: number;
}

/** Wakes workers. It may forget: `SweepDeliveries` finds every row that is due. */
@Injectable()
export class DeliveryQueue implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliveryQueue.name);
  private away = false;

  constructor(
    @InjectQueue(deliverEmail) private readonly queue: Queue<DeliverEmailJob>,
    private readonly readiness: Readiness,
  ) {}

  async onModuleInit(): Promise<void> {
    // Bull reports each failed attempt to reconnect; once is enough.
    this.queue.on('error', (error) => {
      if (!this.away) this.logger.warn({ msg: 'Redis is away; mails wait in the database', err: error });
      this.away = true;
    });
    this.queue.client.on('ready', () => {
      this.away = false;
    });
    await requireNoeviction(config.redisUrl);
    this.readiness.add('redis', () => checkRedis(config.redisUrl));
  }

  /** Finishes the mails that are being handed in, while the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }

  /** Never waits for a Redis that is away, and never fails. */
  async offer(rows: readonly DueDelivery[]): Promise<void> {
    for (const { id, attempts } of rows) {
      // ioredis would keep commands in memory until Redis is back, without a limit.
      if (this.queue.client.status !== 'ready') return;
      // With the attempt in its name: a job of an earlier one that Redis still holds does not stand in the way.
      const jobId = `${id}-${attempts}`;
      await this.queue
        .add(deliverEmail, { id }, { jobId, removeOnComplete: true, removeOnFail: true })
        .catch((error: unknown) => this.logger.debug({ msg: 'Not enqueued', err: error }));
    }
  }
}
