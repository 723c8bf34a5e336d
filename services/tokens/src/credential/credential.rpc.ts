import type { InputOf } from '@latchkey/contracts/rpc';
import { reportCredentialUses, verifyCredential } from '@latchkey/contracts/tokens/credential';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { CredentialService } from './credential.service.js';
import { CredentialUseService } from './credential-use.service.js';

@Controller()
export class CredentialRpc {
  constructor(
    private readonly credentials: CredentialService,
    private readonly uses: CredentialUseService,
  ) {}

  @Rpc(verifyCredential)
  verify(input: InputOf<typeof verifyCredential>) {
    return this.credentials.verify(input);
  }

  @Rpc(reportCredentialUses)
  async reportUses({ uses }: InputOf<typeof reportCredentialUses>) {
    for (const use of uses) this.uses.note(use.credentialId, use.ipAddress, use.secondsAgo);
    return {};
  }
}
