import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Bus } from '../bus.js';
import { ensureStreams, readEventsState, type StreamOptions } from '../streams.js';
import { type Attempt, Attempts } from './attempts.js';
import { Batches } from './batches.js';
import { type ConsumerOptions, consumerDefaults, type EffectiveConsumerOptions } from './consumer-options.js';
import type { Delivery } from './delivery.js';
import { ensureDurable, recreateDurable } from './durable.js';
import { forgetWitnesses, lastCommonSeq } from './inbox.js';
import { Lanes } from './lanes.js';
import { Pull } from './pull.js';
import type { Reaction } from './reaction.js';

/** Compares the durable with the stream this often, besides after each connect. */
const recheckMs = 60_000;

interface Place {
  readonly bus: Bus;
  readonly dataSource: DataSource;
  readonly streams: StreamOptions;
}

/** What has been taken from the broker and is not done. */
interface Work {
  readonly size: number;
  add(attempt: Attempt): void;
  idle(): Promise<void>;
}

/** Delivers the events of one durable to its handler, until each has had its effect once or is a dead letter. */
export class Consumer {
  private readonly options: EffectiveConsumerOptions;
  private readonly log: Logger;
  private readonly attempts: Attempts;
  private readonly work: Work;
  private readonly held = new Set<Delivery>();
  private readonly stopping = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private pull: Pull | undefined;
  private opening: Promise<void> | undefined;
  private openAgain = false;
  private streamCreated = '';
  private forget: (() => void) | undefined;

  constructor(
    private readonly place: Place,
    private readonly reaction: Reaction,
    options: ConsumerOptions = {},
  ) {
    this.options = { ...consumerDefaults, ...options };
    this.log = new Logger(reaction.className);
    const { bus, dataSource } = place;
    const stopping = this.stopping.signal;
    this.attempts = new Attempts({ bus, dataSource, options: this.options, stopping }, reaction);
    const onRoom = () => this.pull?.refill();
    this.work = reaction.together
      ? new Batches<Attempt>((attempts) => this.attempts.runTogether(attempts), onRoom)
      : new Lanes(onRoom);
  }

  start(): void {
    this.forget = this.place.bus.onConnect(() => {
      // The server has forgotten what was pulled.
      this.pull?.close();
      this.open();
    });
    if (this.place.bus.isConnected()) this.open();
    this.timers.push(
      setInterval(() => this.open(), recheckMs),
      setInterval(() => this.renew(), this.options.ackWaitMs / 3),
    );
  }

  /** Takes nothing new, gives back what was not begun, and finishes what was. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.forget?.();
    await this.opening;
    const limit = delay(this.options.drainMs, undefined, { ref: false });
    if (this.place.bus.isConnected()) await Promise.race([this.pull?.drain(), limit]);
    await Promise.race([this.work.idle(), limit]);
    for (const timer of this.timers) clearInterval(timer);
    this.pull?.close();
  }

  /** (Re)opens the flow if it is closed: once at a time, and once more if asked while it was doing so. */
  private open(): void {
    this.openAgain = true;
    this.opening ??= this.openUntilDone().finally(() => {
      this.opening = undefined;
    });
  }

  private async openUntilDone(): Promise<void> {
    for (
      let attempt = 0;
      this.openAgain && this.place.bus.isConnected() && !this.stopping.signal.aborted;
      attempt++
    ) {
      this.openAgain = false;
      try {
        await this.place.bus.whileConnected(this.openOnce());
      } catch (error) {
        if (attempt % 20 === 0) this.log.warn(`Waiting for JetStream and the database: ${String(error)}`);
        await delay(Math.min(1000, 100 * (attempt + 1)), undefined, { signal: this.stopping.signal }).catch(
          () => undefined,
        );
        this.openAgain = true;
      }
    }
  }

  private async openOnce(): Promise<void> {
    const { bus, dataSource, streams } = this.place;
    const { durable: name, contract } = this.reaction;
    const durable = { name, subject: contract.subject, ackWaitMs: this.options.ackWaitMs };
    const jsm = await bus.jetstreamManager();
    await ensureStreams(jsm, streams);
    const stream = await readEventsState(jsm);
    const witness = { handler: name, stream };
    const common = await lastCommonSeq(dataSource, jsm, witness);
    if (common !== undefined) {
      this.log.warn(`The stream went back: delivering again from ${common + 1} on`);
      this.pull?.close();
      await recreateDurable(jsm, durable, common);
      await forgetWitnesses(dataSource, common, witness);
    }
    await ensureDurable(jsm, durable);
    this.streamCreated = stream.created;
    if (!this.pull?.isOpen && !this.stopping.signal.aborted) this.openPull();
  }

  private openPull(): void {
    const { bus } = this.place;
    const { durable, concurrency, together } = this.reaction;
    const atMost = together ? this.options.togetherAtMost : concurrency;
    const puller = {
      free: () => atMost - this.work.size,
      take: (delivery: Delivery) => this.take(delivery),
      missing: () => this.open(),
    };
    this.pull = new Pull(bus.connection, durable, puller, bus.newInbox());
  }

  private take(delivery: Delivery): void {
    if (this.stopping.signal.aborted) {
      delivery.nak(0);
      return;
    }
    this.held.add(delivery);
    this.work.add(this.attempts.of(delivery, this.streamCreated));
  }

  /** Holds on to what is still worked on. */
  private renew(): void {
    for (const delivery of this.held) {
      if (delivery.isSettled) this.held.delete(delivery);
      else delivery.working();
    }
  }
}
