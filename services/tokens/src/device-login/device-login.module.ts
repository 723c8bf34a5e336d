import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { CredentialModule } from '../credential/credential.module.js';
import { SessionModule } from '../session/session.module.js';
import { DeviceLoginRpc } from './device-login.rpc.js';
import { DeviceLoginService } from './device-login.service.js';
import { RedeemDeviceLoginService } from './redeem-device-login.service.js';

@Module({
  imports: [AccountModule, CredentialModule, SessionModule],
  controllers: [DeviceLoginRpc],
  providers: [DeviceLoginService, RedeemDeviceLoginService],
})
export class DeviceLoginModule {}
