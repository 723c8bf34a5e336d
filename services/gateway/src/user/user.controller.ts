import type { Caller, Client } from '@latchkey/contracts/caller';
import { entityTag } from '@latchkey/contracts/etag';
import {
  createUser,
  getUser,
  listUsers,
  PublicUser,
  SignUp,
  UpdateUser,
  User,
  UserListQuery,
  updateUser,
} from '@latchkey/contracts/identity/user';
import { pageOf } from '@latchkey/contracts/page';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Headers, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { receiptOf } from '../http/await-revocation.js';
import { Endpoint } from '../http/endpoint.js';
import { By, From, IdempotencyKey, MaybeBy } from '../http/params.js';

@Controller('v1/users')
export class UserController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('POST', '', {
    summary: 'Sign up; administrators make accounts for others',
    access: 'optional',
    headers: { 'Idempotency-Key': 'A repeat with the same key and body has the same result' },
    action: 'user.create',
    told: 'by-event',
    status: 201,
    answer: User,
    refusals: ['409 handle_taken', '409 email_taken', '422 password_too_weak', '422 idempotency_key_reused'],
  })
  create(
    @Body({ schema: SignUp }) body: SignUp,
    @MaybeBy() caller: Caller | null,
    @From() client: Client,
    @IdempotencyKey() key: { idempotencyKey?: string },
  ) {
    return this.rpc.call(createUser, { body, caller, client, ...key });
  }

  @Endpoint('GET', '', {
    summary: 'All accounts, for administrators',
    access: 'RIGHT_USER_INFO',
    action: 'user.list',
    told: 'by-request',
    status: 200,
    answer: pageOf(User),
    refusals: ['403 admin_only'],
  })
  list(
    @By() caller: Caller,
    @Query({ schema: UserListQuery }) { query, state, ...page }: z.infer<typeof UserListQuery>,
  ) {
    return this.rpc.call(listUsers, { caller, page, query: query || undefined, state: state || undefined });
  }

  @Endpoint('GET', ':user', {
    summary: 'An account: all of it for its owner and administrators, else id, handle, name and picture',
    access: 'RIGHT_USER_INFO',
    action: 'user.read',
    told: 'by-request',
    status: 200,
    answer: z.union([User, PublicUser]),
  })
  async get(
    @By() caller: Caller,
    @Param('user') user: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.rpc.call(getUser, { caller, user });
    void reply.header('etag', entityTag(found));
    return found;
  }

  @Endpoint('PATCH', ':user', {
    summary: 'Change names and addresses; administrators also state and role',
    access: 'RIGHT_USER_SETTINGS_BASIC',
    headers: { 'If-Match': 'The `ETag` that was read: refuses if somebody changed it since' },
    action: 'user.update',
    told: 'by-event',
    status: 200,
    answer: User,
    refusals: ['403 admin_only', '409 last_admin', '409 email_taken', '412 precondition_failed'],
  })
  async update(
    @By() caller: Caller,
    @Param('user') user: string,
    @Body({ schema: UpdateUser }) patch: UpdateUser,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const input = { caller, user, patch, ...(ifMatch === undefined ? {} : { ifMatch }) };
    const { user: changed, cause } = await this.rpc.call(updateUser, input);
    // Access that was taken away is gone everywhere before this answers.
    if (cause !== null) await receiptOf(this.rpc, cause);
    void reply.header('etag', entityTag(changed));
    return changed;
  }
}
