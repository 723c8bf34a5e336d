import type { Caller } from '@latchkey/contracts/caller';
import { ChangePassword, changePassword, PasswordChanged } from '@latchkey/contracts/identity/password';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { receiptOf } from '../http/await-revocation.js';
import { Endpoint } from '../http/endpoint.js';
import { By } from '../http/params.js';
import { clearSessionCookie } from '../http/session-cookie.js';

@Controller('v1/users/:user/password')
export class PasswordController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('PUT', '', {
    summary: 'Change the password and, if asked, revoke everything: with the 200 it is dead on every gateway',
    access: 'RIGHT_USER_ALL',
    action: 'password.change',
    told: 'by-event',
    status: 200,
    answer: PasswordChanged,
    refusals: [
      '403 wrong_password',
      '422 password_too_weak',
      '422 password_unchanged',
      '503 revocation_pending',
    ],
  })
  async change(
    @By() caller: Caller,
    @Param('user') user: string,
    @Body({ schema: ChangePassword }) body: ChangePassword,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { cause } = await this.rpc.call(changePassword, { caller, user, body });
    if (cause === null) return { receipt: null };
    if (!body.keepCurrentSession) clearSessionCookie(reply);
    return { receipt: await receiptOf(this.rpc, cause) };
  }
}
