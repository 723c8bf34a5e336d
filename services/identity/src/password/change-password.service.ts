import { actorOf } from '@latchkey/contracts/caller';
import { type changePassword, passwordChanged } from '@latchkey/contracts/identity/password';
import { normalizePassword } from '@latchkey/contracts/password-rules';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { AdminOnly, CredentialDied } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { UserNotFound } from '../user/user.errors.js';
import { UserLookupService } from '../user/user-lookup.service.js';
import { PasswordChangedMeanwhile, PasswordUnchanged } from './password.errors.js';
import { PasswordRulesService } from './password-rules.service.js';
import { ReplacePasswordService } from './replace-password.service.js';
import { VerifyPasswordService } from './verify-password.service.js';

type Change = InputOf<typeof changePassword>;

/** Changes a password. What follows from it, above all that everything old dies, hangs on the event. */
@Injectable()
export class ChangePasswordService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly users: UserLookupService,
    private readonly verification: VerifyPasswordService,
    private readonly rules: PasswordRulesService,
    private readonly passwords: ReplacePasswordService,
  ) {}

  async change(input: Change): Promise<OutputOf<typeof changePassword>> {
    const { caller, user, body } = input;
    const { id } = await this.users.byReference(user, caller.userId);
    if (id !== caller.userId) {
      throw caller.admin
        ? new AdminOnly('Only its owner changes a password; send a link to reset it.')
        : new UserNotFound();
    }
    this.rules.checkLength(body.newPassword, '/newPassword');
    const proved = await this.verification.prove({ caller, currentPassword: body.currentPassword });
    this.rules.check(body.newPassword, { ...proved, pointer: '/newPassword' });
    // Told by the text: the current one was proved right a moment ago.
    if (normalizePassword(body.newPassword) === normalizePassword(body.currentPassword))
      throw new PasswordUnchanged();
    const passwordHash = await this.passwords.hash(body.newPassword, 'signed-in');
    return this.write(input, proved, passwordHash);
  }

  /** The change and its event commit together, and only over the password that was proved. */
  private write(
    { caller, body }: Change,
    proved: { id: string; passwordVersion: number },
    passwordHash: string,
  ) {
    return this.db.transaction(async (tx) => {
      const user = await this.users.lock(tx, proved.id);
      // Suspended or deleted since the gateway let the request in: whoever acts here may be why.
      if (user.state !== 'active') throw new CredentialDied();
      if (user.passwordVersion !== proved.passwordVersion) throw new PasswordChangedMeanwhile();

      const passwordVersion = await this.passwords.replace(tx, user.id, passwordHash);
      const id = await record(tx, passwordChanged, {
        userId: user.id,
        passwordVersion,
        revokeAll: body.revokeAll,
        keepSessionId: body.keepCurrentSession && caller.kind !== 'key' ? caller.credentialId : null,
        actor: actorOf(caller),
      });
      return { cause: body.revokeAll ? id : null };
    });
  }
}
