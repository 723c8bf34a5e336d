import { deleteUser, purgeUser, restoreUser } from '@latchkey/contracts/identity/deletion';
import type { InputOf } from '@latchkey/contracts/rpc';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { DeleteUserService } from './delete-user.service.js';
import { PurgeUserService } from './purge-user.service.js';
import { RestoreUserService } from './restore-user.service.js';

@Controller()
export class DeletionRpc {
  constructor(
    private readonly deletions: DeleteUserService,
    private readonly restorations: RestoreUserService,
    private readonly purges: PurgeUserService,
  ) {}

  @Rpc(deleteUser)
  request(input: InputOf<typeof deleteUser>) {
    return this.deletions.request(input);
  }

  @Rpc(restoreUser)
  restore(input: InputOf<typeof restoreUser>) {
    return this.restorations.restore(input);
  }

  @Rpc(purgeUser)
  purge(input: InputOf<typeof purgeUser>) {
    return this.purges.purge(input);
  }
}
