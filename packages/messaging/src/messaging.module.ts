import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Bus } from './bus.js';
import { BusModule, type BusModuleOptions } from './bus.module.js';
import { EventFlow, type EventFlowOptions } from './event-flow.js';

export interface MessagingOptions extends BusModuleOptions, EventFlowOptions {}

@Module({})
class MessagingRoot {}

/** The bus of a process with a database, its questions to others, its relay and its reactions. */
export const MessagingModule = {
  forRoot(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingRoot,
      global: true,
      imports: [BusModule.forRoot(options), DiscoveryModule],
      providers: [
        {
          provide: EventFlow,
          inject: [Bus, DataSource, DiscoveryService],
          useFactory: (bus: Bus, dataSource: DataSource, discovery: DiscoveryService) =>
            new EventFlow(bus, dataSource, discovery, options),
        },
      ],
    };
  },
};
