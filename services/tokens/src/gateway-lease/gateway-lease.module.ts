import { Module } from '@nestjs/common';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { BarrierService } from './barrier.service.js';
import { GatewayLeaseRpc } from './gateway-lease.rpc.js';
import { GatewayLeaseService } from './gateway-lease.service.js';

@Module({
  imports: [InvalidationModule],
  controllers: [GatewayLeaseRpc],
  providers: [GatewayLeaseService, BarrierService],
  exports: [GatewayLeaseService, BarrierService],
})
export class GatewayLeaseModule {}
