import { eraseNotifications } from '@latchkey/contracts/notifications/erasure';
import type { InputOf } from '@latchkey/contracts/rpc';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { ErasureService } from './erasure.service.js';

@Controller()
export class ErasureRpc {
  constructor(private readonly erasures: ErasureService) {}

  @Rpc(eraseNotifications)
  erase({ userId }: InputOf<typeof eraseNotifications>) {
    return this.erasures.erase(userId);
  }
}
