import { actorOf, anonymous } from '@latchkey/contracts/caller';
import type { PayloadOf } from '@latchkey/contracts/event';
import {
  type proveCurrentPassword,
  signInRefused,
  type verifyPassword,
} from '@latchkey/contracts/identity/password';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { AppError } from '@latchkey/errors/app-error';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { UserLookupService } from '../user/user-lookup.service.js';
import { AccountSuspended, InvalidCredentials, WrongPassword } from './password.errors.js';
import { PasswordFailureService, subjectOf, type Verdict } from './password-failure.service.js';
import { PasswordHashService } from './password-hash.service.js';

type Known = NonNullable<Awaited<ReturnType<UserLookupService['byId']>>>;
type Refusal = PayloadOf<typeof signInRefused>['reason'];

/** Says whether a password is right. */
@Injectable()
export class VerifyPasswordService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly users: UserLookupService,
    private readonly failures: PasswordFailureService,
    private readonly hashes: PasswordHashService,
  ) {}

  /** For a sign-in. Who is not told apart: unknown name, wrong password, account without one. */
  async verify(input: InputOf<typeof verifyPassword>): Promise<OutputOf<typeof verifyPassword>> {
    const user = await this.users.byIdentifier(input.identifier);
    try {
      const right = await this.check(subjectOf(user, input.identifier), user, input.password);
      if (!right || !user) throw new InvalidCredentials();
      if (user.state !== 'active') throw new AccountSuspended();
      await this.signedIn(user, input.password);
      return this.users.tell(user);
    } catch (error) {
      await this.tell(error, user, input);
      throw error;
    }
  }

  /** For somebody signed in already. @throws WrongPassword, RateLimited */
  async prove({ caller, currentPassword }: InputOf<typeof proveCurrentPassword>): Promise<Known> {
    const user = await this.users.byId(caller.userId);
    if (!(await this.check(caller.userId, user, currentPassword)) || !user) {
      await this.tell(new InvalidCredentials(), user, { ...caller, by: actorOf(caller) });
      throw new WrongPassword();
    }
    return user;
  }

  /** The one place where a password meets a hash: every door counts towards the same limit. */
  private async check(subject: string, user: Known | null, password: string): Promise<boolean> {
    await this.failures.begin(subject);
    let verdict: Verdict = 'unknown';
    try {
      const right = await this.hashes.verify(user?.passwordHash ?? null, password);
      verdict = right ? 'right' : 'wrong';
      return right;
    } finally {
      await this.failures.settle(subject, verdict);
    }
  }

  /** A better hash takes the old one's place only if that is still the one that was checked (attack case P30). */
  private async signedIn(user: Known, password: string): Promise<void> {
    const old = user.passwordHash;
    const better = old && this.hashes.isOutdated(old) ? await this.hashes.hash(password) : old;
    await this.db.query(
      `UPDATE app_user SET last_sign_in_at = clock_timestamp(),
              password_hash = CASE WHEN password_hash = $2 THEN $3 ELSE password_hash END WHERE id = $1`,
      [user.id, old, better],
    );
  }

  /** Every refused sign-in is in the log of the account that was tried. */
  private async tell(
    error: unknown,
    user: Known | null,
    it: { client?: InputOf<typeof verifyPassword>['client']; by?: ReturnType<typeof actorOf> },
  ): Promise<void> {
    const reason = error instanceof AppError ? error.code : '';
    if (!isRefusal(reason)) return;
    const actor = it.by ?? (it.client ? anonymous(it.client) : undefined);
    if (!actor) return;
    await this.db.transaction((tx) => record(tx, signInRefused, { userId: user?.id ?? null, reason, actor }));
  }
}

const isRefusal = (code: string): code is Refusal =>
  code === 'invalid_credentials' || code === 'rate_limited' || code === 'account_suspended';
