import type { InputOf } from '@latchkey/contracts/rpc';
import { revokeCredentials } from '@latchkey/contracts/tokens/credential';
import { awaitRevocation, resetAuthentication } from '@latchkey/contracts/tokens/revocation';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { AuthenticationResetService } from './authentication-reset.service.js';
import { RevocationAwaitService } from './revocation-await.service.js';
import { RevokeByHolderService } from './revoke-by-holder.service.js';

@Controller()
export class RevocationRpc {
  constructor(
    private readonly awaits: RevocationAwaitService,
    private readonly resets: AuthenticationResetService,
    private readonly byHolder: RevokeByHolderService,
  ) {}

  @Rpc(awaitRevocation)
  await({ cause }: InputOf<typeof awaitRevocation>) {
    return this.awaits.await(cause);
  }

  @Rpc(resetAuthentication)
  reset(input: InputOf<typeof resetAuthentication>) {
    return this.resets.reset(input);
  }

  @Rpc(revokeCredentials)
  revoke(input: InputOf<typeof revokeCredentials>) {
    return this.byHolder.revoke(input);
  }
}
