import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Bus, type BusOptions } from './bus.js';
import { EventFlow, type EventFlowOptions } from './event-flow.js';
import { registerMessagingMetrics } from './messaging-metrics.js';
import { RpcClient } from './rpc-client.js';

export interface MessagingOptions extends BusOptions, EventFlowOptions {
  /** False in a process without a database: it asks and answers, but neither records nor reacts. */
  readonly database?: boolean;
  /** How long a question may take, overall; 5 s unless told. */
  readonly rpcDeadlineMs?: number;
}

@Module({})
class MessagingRoot {}

/** The bus of a process, its questions to others, its relay and its reactions. */
export const MessagingModule = {
  forRoot(options: MessagingOptions): DynamicModule {
    registerMessagingMetrics();
    const { rpcDeadlineMs, database = true } = options;
    return {
      module: MessagingRoot,
      global: true,
      imports: database ? [DiscoveryModule] : [],
      providers: [
        { provide: Bus, useFactory: () => Bus.open(options) },
        {
          provide: RpcClient,
          inject: [Bus],
          useFactory: (bus: Bus) =>
            new RpcClient(bus, rpcDeadlineMs === undefined ? {} : { deadlineMs: rpcDeadlineMs }),
        },
        ...(database ? [eventFlow(options)] : []),
      ],
      exports: [Bus, RpcClient],
    };
  },
};

const eventFlow = (options: EventFlowOptions): Provider => ({
  provide: EventFlow,
  inject: [Bus, DataSource, DiscoveryService],
  useFactory: (bus: Bus, dataSource: DataSource, discovery: DiscoveryService) =>
    new EventFlow(bus, dataSource, discovery, options),
});
