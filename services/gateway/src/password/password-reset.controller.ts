import type { Client } from '@latchkey/contracts/caller';
import {
  CompletePasswordReset,
  completePasswordReset,
  RequestPasswordReset,
  requestPasswordReset,
} from '@latchkey/contracts/identity/password-reset';
import { Receipt } from '@latchkey/contracts/tokens/revocation';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller } from '@nestjs/common';
import { receiptOf } from '../http/await-revocation.js';
import { Endpoint } from '../http/endpoint.js';
import { From } from '../http/params.js';

@Controller('v1/password-resets')
export class PasswordResetController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('POST', '', {
    summary:
      'Ask for a link to set a new password; the answer is the same whether there is such an account or not',
    access: 'public',
    action: 'password_reset.request',
    told: 'by-event',
    status: 202,
  })
  async request(@Body({ schema: RequestPasswordReset }) body: RequestPasswordReset, @From() client: Client) {
    await this.rpc.call(requestPasswordReset, { body, client });
  }

  @Endpoint('POST', 'complete', {
    summary: 'Set a new password with the link; with the 200 everything old is dead on every gateway',
    access: 'public',
    action: 'password_reset.complete',
    told: 'by-event',
    status: 200,
    answer: Receipt,
    refusals: ['410 link_expired', '422 password_too_weak', '503 overloaded', '503 revocation_pending'],
  })
  async complete(
    @Body({ schema: CompletePasswordReset }) body: CompletePasswordReset,
    @From() client: Client,
  ) {
    const { causes } = await this.rpc.call(completePasswordReset, { body, client });
    const [own] = await Promise.all(causes.map((cause) => receiptOf(this.rpc, cause)));
    return own;
  }
}
