import {
  completePasswordReset,
  issuePasswordResetLink,
  requestPasswordReset,
} from '@latchkey/contracts/identity/password-reset';
import type { InputOf } from '@latchkey/contracts/rpc';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { CompletePasswordResetService } from './complete-password-reset.service.js';
import { PasswordResetLinkService } from './password-reset-link.service.js';
import { RequestPasswordResetService } from './request-password-reset.service.js';

@Controller()
export class PasswordResetRpc {
  constructor(
    private readonly requests: RequestPasswordResetService,
    private readonly links: PasswordResetLinkService,
    private readonly completions: CompletePasswordResetService,
  ) {}

  @Rpc(requestPasswordReset)
  request(input: InputOf<typeof requestPasswordReset>) {
    return this.requests.request(input);
  }

  @Rpc(issuePasswordResetLink)
  async issueLink({ passwordResetId }: InputOf<typeof issuePasswordResetLink>) {
    return { token: await this.links.issue(passwordResetId) };
  }

  @Rpc(completePasswordReset)
  complete(input: InputOf<typeof completePasswordReset>) {
    return this.completions.complete(input);
  }
}
