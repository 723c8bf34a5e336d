import { anonymous } from '@latchkey/contracts/caller';
import { passwordChanged } from '@latchkey/contracts/identity/password';
import type { completePasswordReset } from '@latchkey/contracts/identity/password-reset';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { PasswordRulesService } from '../password/password-rules.service.js';
import { ReplacePasswordService } from '../password/replace-password.service.js';
import { ProveAddressService } from '../user/prove-address.service.js';
import { LinkExpired } from './password-reset.errors.js';
import { PasswordResetLinkService } from './password-reset-link.service.js';

type Completion = InputOf<typeof completePasswordReset>;

/** Whoever has the link sets another password. What follows, above all that everything old dies, hangs on the event. */
@Injectable()
export class CompletePasswordResetService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly links: PasswordResetLinkService,
    private readonly rules: PasswordRulesService,
    private readonly passwords: ReplacePasswordService,
    private readonly addresses: ProveAddressService,
  ) {}

  /** A password that is refused leaves the link as it was. @throws LinkExpired, PasswordTooWeak */
  async complete({ body, client }: Completion): Promise<OutputOf<typeof completePasswordReset>> {
    const { token, newPassword } = body;
    this.rules.checkLength(newPassword, '/newPassword');
    const reset = await this.links.find(this.db.manager, token);
    if (!reset) throw new LinkExpired();
    this.rules.check(newPassword, { ...reset, pointer: '/newPassword' });
    const passwordHash = await this.passwords.hash(newPassword, 'stranger');

    return this.db.transaction(async (tx) => {
      await this.addresses.lockClaimants(tx, reset);
      if (!(await this.links.use(tx, reset.id))) throw new LinkExpired();
      const somebody = anonymous(client);
      // In the logs of the others there is no name of whom they do not know.
      const others = await this.addresses.prove(tx, reset, somebody);
      const passwordVersion = await this.passwords.replace(tx, reset.userId, passwordHash);
      const cause = await record(tx, passwordChanged, {
        userId: reset.userId,
        passwordVersion,
        revokeAll: true,
        keepSessionId: null,
        reset: true,
        actor: { ...somebody, userId: reset.userId, handle: reset.handle },
      });
      return { causes: [cause, ...others] };
    });
  }
}
