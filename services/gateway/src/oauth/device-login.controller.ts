import type { Caller } from '@latchkey/contracts/caller';
import {
  DecideDeviceLogin,
  DeviceLogin,
  decideDeviceLogin,
  getDeviceLogin,
} from '@latchkey/contracts/tokens/device-login';
import { NotFound } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint.js';
import { By } from '../http/params.js';

function requireCode(code: string): string {
  if (code.length > 32) throw new NotFound('No login awaits approval under this code');
  return code;
}

/** What the approval page of the console asks. */
@Controller('v1/device-logins/:code')
export class DeviceLoginController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('GET', '', {
    summary: 'Who asks for a login under a code',
    access: 'RIGHT_USER_ALL',
    action: 'device_login.read',
    told: 'by-request',
    status: 200,
    answer: DeviceLogin,
    refusals: ['429 rate_limited'],
  })
  get(@By() caller: Caller, @Param('code') code: string) {
    return this.rpc.call(getDeviceLogin, { caller, userCode: requireCode(code) });
  }

  @Endpoint('POST', '', {
    summary: 'Approve or decline',
    access: 'RIGHT_USER_ALL',
    action: 'device_login.decide',
    told: 'by-request',
    status: 200,
    answer: DeviceLogin,
    refusals: ['429 rate_limited'],
  })
  decide(
    @By() caller: Caller,
    @Param('code') code: string,
    @Body({ schema: DecideDeviceLogin }) { approve }: z.infer<typeof DecideDeviceLogin>,
  ) {
    return this.rpc.call(decideDeviceLogin, { caller, userCode: requireCode(code), approve });
  }
}
