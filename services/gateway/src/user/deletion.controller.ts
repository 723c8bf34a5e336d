import type { Caller } from '@latchkey/contracts/caller';
import { entityTag } from '@latchkey/contracts/etag';
import {
  DeleteUser,
  Deletion,
  deleteUser,
  Erasure,
  PurgeUser,
  purgeUser,
  restoreUser,
} from '@latchkey/contracts/identity/deletion';
import { User } from '@latchkey/contracts/identity/user';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { receiptOf } from '../http/await-revocation.js';
import { Endpoint } from '../http/endpoint.js';
import { By } from '../http/params.js';
import { clearSessionCookie } from '../http/session-cookie.js';

const access = 'RIGHT_USER_DELETE';

@Controller('v1/users/:user')
export class DeletionController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('DELETE', '', {
    summary:
      'Delete an account: with the 202 everything of it is dead on every gateway; its data is erased when the grace period ends',
    access,
    action: 'user.delete',
    told: 'by-event',
    status: 202,
    answer: Deletion,
    refusals: [
      '401 step_up_required',
      '403 admin_only',
      '409 last_admin',
      '422 confirmation_mismatch',
      '503 revocation_pending',
    ],
  })
  async delete(
    @By() caller: Caller,
    @Param('user') user: string,
    @Body({ schema: DeleteUser }) body: DeleteUser,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { cause, userId, deletesAt } = await this.rpc.call(deleteUser, { caller, user, body });
    await receiptOf(this.rpc, cause);
    if (userId === caller.userId) clearSessionCookie(reply);
    return { deletesAt };
  }

  @Endpoint('POST', 'restore', {
    summary: 'Call a deletion off, for administrators; what it revoked stays dead',
    access,
    action: 'user.restore',
    told: 'by-event',
    status: 200,
    answer: User,
    refusals: ['403 admin_only', '409 not_deleting', '410 grace_over'],
  })
  async restore(
    @By() caller: Caller,
    @Param('user') user: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const restored = await this.rpc.call(restoreUser, { caller, user });
    void reply.header('etag', entityTag(restored));
    return restored;
  }

  @Endpoint('POST', 'purge', {
    summary:
      'Erase an account that is being deleted now, for administrators; repeated by its id, the same receipt for ever',
    access,
    action: 'user.purge',
    told: 'by-event',
    status: 200,
    answer: Erasure,
    refusals: ['401 step_up_required', '403 admin_only', '409 not_deleting', '503 erasure_pending'],
  })
  purge(
    @By() caller: Caller,
    @Param('user') user: string,
    @Body({ schema: PurgeUser.optional() }) body: PurgeUser | undefined,
  ) {
    return this.rpc.call(purgeUser, { caller, user, ...body });
  }
}
