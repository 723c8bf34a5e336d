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
    this.queue.on('error', (error) => this.report(error));
    this.queue.client.on('ready', () => {
      this.away = false;
    });
    await requireNoeviction(config.redisUrl);
    this.readiness.add('redis', () => checkRedis(config.redisUrl));
  }

  private report(error: Error): void {
    if (this.queue.client.status === 'ready') {
      // A job that was forgotten while it ran, after a flush: its row says what became of it.
      this.logger.debug({ msg: 'Queue', err: error });
    } else if (!this.away) {
      // Bull reports each attempt to reconnect; once is enough.
      this.away = true;
      this.logger.warn({ msg: 'Redis is away; mails wait in the database', err: error });
    }
  }

  /** Finishes the mails that are being handed in, while the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }

  /** Never waits for a Redis that is away, and never fails. */
  async offer(rows: readonly DueDelivery[]): Promise<void> {
    // ioredis would keep commands in memory until Redis is back, without a limit.
    if (rows.length === 0 || this.queue.client.status !== 'ready') return;
    const jobs = rows.map(({ id, attempts }) => ({
      name: deliverEmail,
      data: { id },
      // With the attempt in its name: a job of an earlier one that Redis still holds does not stand in the way.
      opts: { jobId: `${id}-${attempts}`, removeOnComplete: true, removeOnFail: true },
    }));
    await this.queue
      .addBulk(jobs)
      .catch((error: unknown) => this.logger.debug({ msg: 'Not enqueued', err: error }));
  }
}
