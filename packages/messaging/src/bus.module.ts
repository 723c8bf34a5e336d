import { type DynamicModule, Module } from '@nestjs/common';
import { Bus, type BusOptions } from './bus.js';
import { registerMessagingMetrics } from './messaging-metrics.js';
import { RpcClient } from './rpc-client.js';

export interface BusModuleOptions extends BusOptions {
  /** How long a question may take, overall; 5 s unless told. */
  readonly rpcDeadlineMs?: number;
}

@Module({})
class BusRoot {}

/** The bus of a process and its questions to others: all that one without a database needs. */
export const BusModule = {
  forRoot(options: BusModuleOptions): DynamicModule {
    registerMessagingMetrics();
    const { rpcDeadlineMs } = options;
    return {
      module: BusRoot,
      global: true,
      providers: [
        { provide: Bus, useFactory: () => Bus.open(options) },
        {
          provide: RpcClient,
          inject: [Bus],
          useFactory: (bus: Bus) =>
            new RpcClient(bus, rpcDeadlineMs === undefined ? {} : { deadlineMs: rpcDeadlineMs }),
        },
      ],
      exports: [Bus, RpcClient],
    };
  },
};
