import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Bus } from '../bus.js';
import { messagingStats } from '../messaging-stats.js';
import type { EffectiveConsumerOptions } from './consumer-options.js';
import { publishDeadLetter, replayForHeader } from './dead-letter.js';
import type { Delivery } from './delivery.js';
import { type PoisonEvent, type Reaction, type ReadableEvent, react, readEvent } from './reaction.js';

interface Place {
  readonly bus: Bus;
  readonly dataSource: DataSource;
  readonly options: EffectiveConsumerOptions;
  readonly stopping: AbortSignal;
}

export interface Attempt {
  /** Attempts of one lane must not overtake each other. */
  readonly lane: string;
  /** Never rejects. */
  readonly run: () => Promise<void>;
}

/** Decides what becomes of a delivery: done, tried again later, or a dead letter. */
export class Attempts {
  private readonly log: Logger;

  constructor(
    private readonly place: Place,
    private readonly reaction: Reaction,
  ) {
    this.log = new Logger(reaction.className);
  }

  of(delivery: Delivery, streamCreated: string): Attempt {
    const alone = `#${delivery.seq}`;
    const meantFor = delivery.header(replayForHeader);
    if (meantFor !== undefined && meantFor !== this.reaction.durable) {
      return { lane: alone, run: async () => delivery.ack() };
    }
    try {
      const event = readEvent(this.reaction.contract, delivery);
      const run = () => this.handle(delivery, event, streamCreated);
      return { lane: event.envelope.subject ?? alone, run };
    } catch (error) {
      return { lane: alone, run: () => this.giveUp(delivery, (error as PoisonEvent).message) };
    }
  }

  private async handle(delivery: Delivery, event: ReadableEvent, streamCreated: string): Promise<void> {
    const { durable } = this.reaction;
    const { dataSource, options, stopping } = this.place;
    if (stopping.aborted) return delivery.nak(0);
    // One gets past the limit only if no try came to its end: each of them took its process down.
    if (delivery.count > options.maxDeliveries) {
      return this.giveUp(delivery, `Not finished in ${options.maxDeliveries} tries`);
    }
    try {
      const fresh = await react(dataSource, this.reaction, { event, delivery, streamCreated });
      delivery.ack();
      (fresh ? messagingStats.handled : messagingStats.repeats).add({ durable });
    } catch (error) {
      await this.failed(delivery, error);
    }
  }

  private async failed(delivery: Delivery, error: unknown): Promise<void> {
    const { durable } = this.reaction;
    const { backoffMs, maxDeliveries } = this.place.options;
    messagingStats.failures.add({ durable });
    const wait = backoffMs[Math.min(delivery.count, backoffMs.length) - 1] ?? 1000;
    // A database that is away says nothing about the event: that must not bring it nearer to being given up.
    if (!(await this.databaseAnswers())) {
      delivery.nak(wait);
      return this.waitForDatabase();
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (delivery.count >= maxDeliveries) return this.giveUp(delivery, text);
    this.log.warn({
      msg: `${durable} failed, try ${delivery.count}`,
      durable,
      seq: delivery.seq,
      error: text,
    });
    delivery.nak(wait);
  }

  private async giveUp(delivery: Delivery, error: string): Promise<void> {
    const { durable, className } = this.reaction;
    const { bus, options } = this.place;
    try {
      const reason = { service: bus.service, className, durable, error };
      const eventId = await publishDeadLetter(bus.jetstream(), delivery, reason);
      delivery.term();
      messagingStats.deadLetters.add({ durable });
      this.log.error({ msg: `${durable} gave up ${eventId}: it is a dead letter`, durable, eventId, error });
      options.onDeadLetter({ durable, eventId, error });
    } catch (failure) {
      this.log.error(`${durable}: a dead letter could not be written: ${String(failure)}`);
      delivery.nak(1000);
    }
  }

  /** Holds the lane meanwhile, so that nothing else is pulled and fails. */
  private async waitForDatabase(): Promise<void> {
    const { stopping } = this.place;
    this.log.warn(`${this.reaction.durable} waits: the database does not answer`);
    while (!stopping.aborted && !(await this.databaseAnswers())) {
      await delay(500, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  private databaseAnswers(): Promise<boolean> {
    return this.place.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }
}
