import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Bus } from '../bus.js';
import { messagingStats } from '../messaging-stats.js';
import type { EffectiveConsumerOptions } from './consumer-options.js';
import { publishDeadLetter, replayForHeader } from './dead-letter.js';
import type { Delivery } from './delivery.js';
import { beginAgain, endTries } from './inbox.js';
import { type Occasion, type PoisonEvent, type Reaction, react, readEvent } from './reaction.js';

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
  /** Of one that may share its transaction with others. */
  readonly shareable?: Occasion;
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
      const occasion = { delivery, event, streamCreated };
      const attempt = { lane: event.envelope.subject ?? alone, run: () => this.handle(occasion) };
      // One that failed, or was there when its process died, is not to harm others again.
      return delivery.count === 1 ? { ...attempt, shareable: occasion } : attempt;
    } catch (error) {
      return { lane: alone, run: () => this.giveUp(delivery, (error as PoisonEvent).message) };
    }
  }

  /** Runs attempts in one transaction where that can be, and whatever is left one after the other. Never rejects. */
  async runTogether(attempts: readonly Attempt[]): Promise<void> {
    // What comes once more is older.
    for (const { run } of attempts.filter(({ shareable }) => !shareable)) await run();
    const shared = attempts.flatMap(({ shareable }) => shareable ?? []);
    if (shared.length > 1 && (await this.handleAll(shared))) return;
    for (const occasion of shared) await this.handle(occasion);
  }

  /** @returns false when it failed: then each is to be tried alone, and what was committed all the same is known there */
  private async handleAll(occasions: readonly Occasion[]): Promise<boolean> {
    if (this.place.stopping.aborted) return false;
    try {
      await this.react(occasions);
      return true;
    } catch (error) {
      const { durable } = this.reaction;
      this.log.warn({
        msg: `${durable} takes ${occasions.length} events one by one`,
        durable,
        error: String(error),
      });
      return false;
    }
  }

  private async handle(occasion: Occasion): Promise<void> {
    const { delivery } = occasion;
    const { options, stopping } = this.place;
    if (stopping.aborted) return delivery.nak(0);
    let tries = delivery.count;
    try {
      tries = await this.triesOf(occasion);
      // One gets past the limit only if no try came to its end: each of them took its process down.
      if (tries > options.maxDeliveries) {
        return await this.giveUp(delivery, `Not finished in ${options.maxDeliveries} tries`);
      }
      await this.react([occasion]);
    } catch (error) {
      await this.failed(delivery, tries, error);
    }
  }

  /** This one included. The broker also counts those of whoever stood by while another event took its process down. */
  private async triesOf({ delivery, event }: Occasion): Promise<number> {
    if (delivery.count === 1 || !this.reaction.together) return delivery.count;
    return beginAgain(this.place.dataSource, this.reaction.durable, event.envelope.id);
  }

  private async react(occasions: readonly Occasion[]): Promise<void> {
    const { durable } = this.reaction;
    const fresh = await react(this.place.dataSource, this.reaction, occasions);
    for (const { delivery } of occasions) delivery.ack();
    messagingStats.handled.add({ durable }, fresh);
    messagingStats.repeats.add({ durable }, occasions.length - fresh);
  }

  private async failed(delivery: Delivery, tries: number, error: unknown): Promise<void> {
    const { durable } = this.reaction;
    const { backoffMs, maxDeliveries } = this.place.options;
    messagingStats.failures.add({ durable });
    const wait = backoffMs[Math.min(tries, backoffMs.length) - 1] ?? 1000;
    // A database that is away says nothing about the event: that must not bring it nearer to being given up.
    if (!(await this.databaseAnswers())) {
      delivery.nak(wait);
      return this.waitForDatabase();
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (tries >= maxDeliveries) return this.giveUp(delivery, text);
    this.log.warn({
      msg: `${durable} failed, try ${tries}`,
      durable,
      seq: delivery.seq,
      error: text,
    });
    delivery.nak(wait);
  }

  private async giveUp(delivery: Delivery, error: string): Promise<void> {
    const { durable, className, together } = this.reaction;
    const { bus, dataSource, options } = this.place;
    try {
      const reason = { service: bus.service, className, durable, error };
      const eventId = await publishDeadLetter(bus.jetstream(), delivery, reason);
      delivery.term();
      // A replay gets all its tries.
      if (together) await endTries(dataSource, durable, eventId).catch(() => undefined);
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
