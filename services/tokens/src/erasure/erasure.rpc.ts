import type { InputOf } from '@latchkey/contracts/rpc';
import { eraseCredentials } from '@latchkey/contracts/tokens/erasure';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { ErasureService } from './erasure.service.js';

@Controller()
export class ErasureRpc {
  constructor(private readonly erasures: ErasureService) {}

  @Rpc(eraseCredentials)
  erase({ userId }: InputOf<typeof eraseCredentials>) {
    return this.erasures.erase(userId);
  }
}
