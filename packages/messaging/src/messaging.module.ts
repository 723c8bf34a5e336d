import { type DynamicModule, Module } from '@nestjs/common';
import { Bus, type BusOptions } from './bus.js';
import { RpcClient } from './rpc-client.js';

export interface MessagingOptions extends BusOptions {
  /** False in a process without a database: no relay, no consumers. */
  readonly database?: boolean;
  /** False in a process that records but leaves relaying to others. */
  readonly relay?: boolean;
  /** How long a question may take, overall. */
  readonly rpcDeadlineMs?: number;
}

/** The event flow of a process: its bus, its questions to others, its relay and its reactions. */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: Bus, useFactory: () => Bus.open(options) },
        {
          provide: RpcClient,
          inject: [Bus],
          useFactory: (bus: Bus) =>
            new RpcClient(bus, options.rpcDeadlineMs === undefined ? {} : { deadlineMs: options.rpcDeadlineMs }),
        },
      ],
      exports: [Bus, RpcClient],
    };
  }
}
