import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import type { Bus } from './bus.js';
import { Consumer } from './consumer/consumer.js';
import type { ConsumerOptions } from './consumer/consumer-options.js';
import type { Reaction } from './consumer/reaction.js';
import { type EventHandler, subscriptionOf } from './on-event.js';
import { Relay, type RelayOptions } from './outbox/relay.js';
import { wakeRelayOnCommit } from './outbox/wake-relay.js';
import type { StreamOptions } from './streams.js';

export interface EventFlowOptions {
  /** False in a process that records but leaves relaying to others. */
  readonly relay?: boolean | RelayOptions;
  readonly consumers?: ConsumerOptions;
  readonly streams?: StreamOptions;
}

/**
 * Starts the relay and the reactions of a process when its application is up, and stops them before the database
 * closes: first what comes in (questions and events), then, when all of it is done, the relay.
 */
export class EventFlow implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('EventFlow');
  private readonly consumers: Consumer[] = [];
  private relay: Relay | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly dataSource: DataSource,
    private readonly discovery: DiscoveryService,
    private readonly options: EventFlowOptions,
  ) {}

  onApplicationBootstrap(): void {
    const { consumers, relay, streams = {} } = this.options;
    const relayOptions = typeof relay === 'object' ? relay : {};
    if (relay !== false) {
      this.relay = new Relay(this.bus, { ...databaseOf(this.dataSource), streams }, relayOptions);
      this.relay.start();
    }
    wakeRelayOnCommit(this.dataSource, this.relay, relayOptions.notify !== false);
    const place = { bus: this.bus, dataSource: this.dataSource, streams };
    this.consumers.push(...this.reactions().map((reaction) => new Consumer(place, reaction, consumers)));
    for (const consumer of this.consumers) consumer.start();
  }

  /** Not in `onModuleDestroy`: providers that handlers use are still alive here. */
  async beforeApplicationShutdown(): Promise<void> {
    const intake = [
      ...this.bus.rpcServers,
      ...this.consumers.map((consumer) => ({ close: () => consumer.stop() })),
    ];
    await Promise.all(intake.map((door) => door.close()));
    await this.relay?.stop();
  }

  private reactions(): Reaction[] {
    const found = new Map<string, Reaction>();
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const subscription = subscriptionOf(metatype);
      if (!subscription || !metatype || !instance) continue;
      const durable = `${this.bus.service}_${metatype.name}`;
      const known = found.get(durable);
      if (known && known.handler !== instance)
        throw new Error(`Two providers would share the durable ${durable}`);
      found.set(durable, {
        durable,
        className: metatype.name,
        handler: instance as EventHandler,
        ...subscription,
      });
    }
    if (found.size > 0) this.log.log(`Reacts: ${[...found.keys()].join(', ')}`);
    return [...found.values()];
  }
}

/** The relay opens a connection of its own to the same database. */
function databaseOf({ options }: DataSource): { databaseUrl: string; applicationName: string } {
  if (options.type !== 'postgres' || !options.url)
    throw new Error('The outbox needs a PostgreSQL data source with a URL');
  return { databaseUrl: options.url, applicationName: `${options.applicationName ?? 'latchkey'} relay` };
}
