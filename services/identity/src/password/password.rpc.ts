import { changePassword, proveCurrentPassword, verifyPassword } from '@latchkey/contracts/identity/password';
import type { InputOf } from '@latchkey/contracts/rpc';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { ChangePasswordService } from './change-password.service.js';
import { VerifyPasswordService } from './verify-password.service.js';

@Controller()
export class PasswordRpc {
  constructor(
    private readonly verification: VerifyPasswordService,
    private readonly changes: ChangePasswordService,
  ) {}

  @Rpc(verifyPassword)
  verify(input: InputOf<typeof verifyPassword>) {
    return this.verification.verify(input);
  }

  @Rpc(proveCurrentPassword)
  prove(input: InputOf<typeof proveCurrentPassword>) {
    return this.verification.prove(input);
  }

  @Rpc(changePassword)
  change(input: InputOf<typeof changePassword>) {
    return this.changes.change(input);
  }
}
