import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { RevocationModule } from '../revocation/revocation.module.js';
import { ErasureRpc } from './erasure.rpc.js';
import { ErasureService } from './erasure.service.js';

@Module({
  imports: [AccountModule, InvalidationModule, RevocationModule],
  controllers: [ErasureRpc],
  providers: [ErasureService],
})
export class ErasureModule {}
