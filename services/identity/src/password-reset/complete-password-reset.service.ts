import { anonymous } from '@latchkey/contracts/caller';
import { passwordChanged } from '@latchkey/contracts/identity/password';
import type { completePasswordReset } from '@latchkey/contracts/identity/password-reset';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { PasswordHashService } from '../password/password-hash.service.js';
import { PasswordRulesService } from '../password/password-rules.service.js';
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
    private readonly hashes: PasswordHashService,
    private readonly addresses: ProveAddressService,
  ) {}

  /** A password that is refused leaves the link as it was. @throws LinkExpired, PasswordTooWeak */
  async complete({ body, client }: Completion): Promise<OutputOf<typeof completePasswordReset>> {
    const { token, newPassword } = body;
    this.rules.checkLength(newPassword, '/newPassword');
    const reset = await this.links.find(this.db.manager, token);
    if (!reset) throw new LinkExpired();
    this.rules.check(newPassword, { ...reset, pointer: '/newPassword' });
    const passwordHash = await this.hashes.hash(newPassword, 'stranger');

    return this.db.transaction(async (tx) => {
      await this.addresses.lockClaimants(tx, reset);
      if (!(await this.links.use(tx, reset.id))) throw new LinkExpired();
      const actor = { ...anonymous(client), userId: reset.userId, handle: reset.handle };
      const others = await this.addresses.prove(tx, reset, actor);
      const passwordVersion = await this.setPassword(tx, reset.userId, passwordHash);
      // Whoever guessed until the account was closed to guessing is out; its owner is in (NIST SP 800-63B-4, 3.2.2).
      await tx.query('DELETE FROM password_failure WHERE subject = $1', [reset.userId]);
      const cause = await record(tx, passwordChanged, {
        userId: reset.userId,
        passwordVersion,
        revokeAll: true,
        keepSessionId: null,
        reset: true,
        actor,
      });
      return { causes: [cause, ...others] };
    });
  }

  private async setPassword(tx: EntityManager, userId: string, passwordHash: string): Promise<number> {
    const [rows] = (await tx.query(
      `UPDATE app_user SET password_hash = $2, password_version = password_version + 1, version = version + 1,
              password_changed_at = clock_timestamp(), updated_at = clock_timestamp()
        WHERE id = $1 RETURNING password_version AS "passwordVersion"`,
      [userId, passwordHash],
    )) as [{ passwordVersion: number }[], number];
    return (rows[0] as { passwordVersion: number }).passwordVersion;
  }
}
