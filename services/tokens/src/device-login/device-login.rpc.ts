import type { InputOf } from '@latchkey/contracts/rpc';
import {
  decideDeviceLogin,
  getDeviceLogin,
  redeemDeviceLogin,
  startDeviceLogin,
} from '@latchkey/contracts/tokens/device-login';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { DeviceLoginService } from './device-login.service.js';
import { RedeemDeviceLoginService } from './redeem-device-login.service.js';

@Controller()
export class DeviceLoginRpc {
  constructor(
    private readonly logins: DeviceLoginService,
    private readonly redemption: RedeemDeviceLoginService,
  ) {}

  @Rpc(startDeviceLogin)
  start(input: InputOf<typeof startDeviceLogin>) {
    return this.logins.start(input);
  }

  @Rpc(getDeviceLogin)
  get(input: InputOf<typeof getDeviceLogin>) {
    return this.logins.get(input);
  }

  @Rpc(decideDeviceLogin)
  decide(input: InputOf<typeof decideDeviceLogin>) {
    return this.logins.decide(input);
  }

  @Rpc(redeemDeviceLogin)
  redeem(input: InputOf<typeof redeemDeviceLogin>) {
    return this.redemption.redeem(input);
  }
}
