import type { InputOf } from '@latchkey/contracts/rpc';
import {
  introspectCredentials,
  reportCredentialUses,
  verifyCredentials,
} from '@latchkey/contracts/tokens/credential';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { CredentialService } from './credential.service.js';
import { CredentialUseService } from './credential-use.service.js';
import { IntrospectionService } from './introspection.service.js';

@Controller()
export class CredentialRpc {
  constructor(
    private readonly credentials: CredentialService,
    private readonly uses: CredentialUseService,
    private readonly introspection: IntrospectionService,
  ) {}

  @Rpc(verifyCredentials)
  verify({ questions }: InputOf<typeof verifyCredentials>) {
    return this.credentials.verify(questions);
  }

  @Rpc(reportCredentialUses)
  async reportUses({ uses }: InputOf<typeof reportCredentialUses>) {
    for (const use of uses) this.uses.note(use.credentialId, use.ipAddress, use.secondsAgo);
    return {};
  }

  @Rpc(introspectCredentials)
  introspect(input: InputOf<typeof introspectCredentials>) {
    return this.introspection.introspect(input);
  }
}
