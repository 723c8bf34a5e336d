import type { InputOf } from '@latchkey/contracts/rpc';
import { releaseLease, renewLease } from '@latchkey/contracts/tokens/lease';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { GatewayLeaseService } from './gateway-lease.service.js';

@Controller()
export class GatewayLeaseRpc {
  constructor(private readonly leases: GatewayLeaseService) {}

  @Rpc(renewLease)
  renew(input: InputOf<typeof renewLease>) {
    return this.leases.renew(input);
  }

  @Rpc(releaseLease)
  async release({ gatewayId }: InputOf<typeof releaseLease>) {
    await this.leases.release(gatewayId);
    return {};
  }
}
