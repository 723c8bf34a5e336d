import type { InputOf } from '@latchkey/contracts/rpc';
import {
  createApiKey,
  deleteApiKey,
  getApiKey,
  listApiKeys,
  rotateApiKey,
  updateApiKey,
} from '@latchkey/contracts/tokens/api-key';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { ApiKeyService } from './api-key.service.js';
import { CreateApiKeyService } from './create-api-key.service.js';
import { RotateApiKeyService } from './rotate-api-key.service.js';

@Controller()
export class ApiKeyRpc {
  constructor(
    private readonly keys: ApiKeyService,
    private readonly creation: CreateApiKeyService,
    private readonly rotation: RotateApiKeyService,
  ) {}

  @Rpc(createApiKey)
  create(input: InputOf<typeof createApiKey>) {
    return this.creation.create(input);
  }

  @Rpc(listApiKeys)
  list(input: InputOf<typeof listApiKeys>) {
    return this.keys.list(input);
  }

  @Rpc(getApiKey)
  get(input: InputOf<typeof getApiKey>) {
    return this.keys.get(input);
  }

  @Rpc(updateApiKey)
  update(input: InputOf<typeof updateApiKey>) {
    return this.keys.update(input);
  }

  @Rpc(deleteApiKey)
  delete(input: InputOf<typeof deleteApiKey>) {
    return this.keys.delete(input);
  }

  @Rpc(rotateApiKey)
  rotate(input: InputOf<typeof rotateApiKey>) {
    return this.rotation.rotate(input);
  }
}
