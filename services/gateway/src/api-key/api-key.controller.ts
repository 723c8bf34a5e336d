import type { Caller } from '@latchkey/contracts/caller';
import { PageQuery, pageOf } from '@latchkey/contracts/page';
import {
  ApiKey,
  CreateApiKey,
  CreatedApiKey,
  createApiKey,
  deleteApiKey,
  getApiKey,
  listApiKeys,
  RotateApiKey,
  rotateApiKey,
  UpdateApiKey,
  updateApiKey,
} from '@latchkey/contracts/tokens/api-key';
import { NotFound } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { Endpoint } from '../http/endpoint.js';
import { By, IdempotencyKey, Target } from '../http/params.js';

const access = 'RIGHT_USER_SETTINGS_API_KEYS';
const keyId = /^key_[0-9A-Za-z]{20}$/;

/** An id of another form is nobody's key. */
function requireKeyId(id: string): string {
  if (!keyId.test(id)) throw new NotFound('No such key exists');
  return id;
}

@Controller('v1/users/:user/api-keys')
export class ApiKeyController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('POST', '', {
    summary: 'Make a key; its token is shown this once',
    access,
    headers: { 'Idempotency-Key': 'A repeat with the same key and body has the same result' },
    action: 'api_key.create',
    told: 'by-event',
    status: 201,
    answer: CreatedApiKey,
    refusals: [
      '401 step_up_required',
      '403 right_not_held',
      '409 token_limit_reached',
      '422 expiry_in_past',
      '422 expiry_required',
      '422 expiry_too_long',
      '422 rights_required',
      '422 idempotency_key_reused',
    ],
  })
  create(
    @By() caller: Caller,
    @Target() userId: string,
    @Body({ schema: CreateApiKey }) body: CreateApiKey,
    @IdempotencyKey() key: { idempotencyKey?: string },
  ) {
    return this.rpc.call(createApiKey, { caller, userId, body, ...key });
  }

  @Endpoint('GET', '', {
    summary: 'One’s own keys, newest first; nobody else sees them',
    access,
    action: 'api_key.list',
    told: 'by-request',
    status: 200,
    answer: pageOf(ApiKey),
  })
  list(@By() caller: Caller, @Target() userId: string, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.rpc.call(listApiKeys, { caller, userId, page });
  }

  @Endpoint('GET', ':key', {
    summary: 'One key, without its token',
    access,
    action: 'api_key.read',
    told: 'by-request',
    status: 200,
    answer: ApiKey,
  })
  get(@By() caller: Caller, @Target() userId: string, @Param('key') key: string) {
    return this.rpc.call(getApiKey, { caller, userId, apiKeyId: requireKeyId(key) });
  }

  @Endpoint('PATCH', ':key', {
    summary: 'Change a key; what is taken away is gone on every gateway with the 200',
    access,
    action: 'api_key.update',
    told: 'by-event',
    status: 200,
    answer: ApiKey,
    refusals: [
      '403 right_not_held',
      '403 expiry_not_extendable',
      '403 deactivation_not_allowed',
      '422 expiry_in_past',
    ],
  })
  update(
    @By() caller: Caller,
    @Target() userId: string,
    @Param('key') key: string,
    @Body({ schema: UpdateApiKey }) patch: UpdateApiKey,
  ) {
    return this.rpc.call(updateApiKey, { caller, userId, apiKeyId: requireKeyId(key), patch });
  }

  @Endpoint('DELETE', ':key', {
    summary: 'Delete a key; with the 204 it is dead on every gateway',
    access,
    action: 'api_key.delete',
    told: 'by-event',
    status: 204,
  })
  async delete(@By() caller: Caller, @Target() userId: string, @Param('key') key: string) {
    await this.rpc.call(deleteApiKey, { caller, userId, apiKeyId: requireKeyId(key) });
  }

  @Endpoint('POST', ':key/rotate', {
    summary: 'Replace a key by a new one; the old one lives on for a grace, if asked',
    access,
    headers: { 'Idempotency-Key': 'A repeat with the same key and body has the same result' },
    action: 'api_key.rotate',
    told: 'by-event',
    status: 201,
    answer: CreatedApiKey,
    refusals: [
      '401 step_up_required',
      '403 rotation_not_allowed',
      '403 right_not_held',
      '422 idempotency_key_reused',
    ],
  })
  rotate(
    @By() caller: Caller,
    @Target() userId: string,
    @Param('key') key: string,
    @Body({ schema: RotateApiKey }) body: RotateApiKey,
    @IdempotencyKey() repeat: { idempotencyKey?: string },
  ) {
    return this.rpc.call(rotateApiKey, { caller, userId, apiKeyId: requireKeyId(key), body, ...repeat });
  }
}
