import { anonymous, type Client } from '@latchkey/contracts/caller';
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
import type { Lane } from './hash-queue.js';
import { AccountSuspended, InvalidCredentials, WrongPassword } from './password.errors.js';
import { PasswordFailureService, subjectOf, type Verdict } from './password-failure.service.js';
import { PasswordHashService } from './password-hash.service.js';

type Known = NonNullable<Awaited<ReturnType<UserLookupService['byId']>>>;
type Refusal = PayloadOf<typeof signInRefused>['reason'];

interface Try {
  /** Who is meant; null when nobody has that name. */
  readonly user: Known | null;
  readonly subject: string;
  readonly password: string;
  readonly lane: Lane;
}

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
    const { identifier, password, client } = input;
    const user = await this.users.byIdentifier(identifier);
    const subject = subjectOf(user, identifier);
    return this.telling(user, client, async () => {
      const right = await this.check({ user, subject, password, lane: 'stranger' });
      if (!right || !user) throw new InvalidCredentials();
      // Also an account that is being deleted: only an administrator opens either again.
      if (user.state !== 'active') throw new AccountSuspended();
      await this.signedIn(user, password);
      return this.users.tell(user);
    });
  }

  /** For somebody signed in already: the gateway knows whose request it refuses. @throws WrongPassword, RateLimited */
  async prove({ caller, currentPassword }: InputOf<typeof proveCurrentPassword>): Promise<Known> {
    const user = await this.users.byId(caller.userId);
    const attempt = { user, subject: caller.userId, password: currentPassword, lane: 'signed-in' as const };
    if (!(await this.check(attempt)) || !user) throw new WrongPassword();
    return user;
  }

  /** The one place where a password meets a hash: every door counts towards the same limit. */
  private async check({ user, subject, password, lane }: Try): Promise<boolean> {
    await this.failures.begin(subject);
    let verdict: Verdict = 'unknown';
    try {
      const right = await this.hashes.verify(user?.passwordHash ?? null, password, lane);
      verdict = right ? 'right' : 'wrong';
      return right;
    } finally {
      await this.failures.settle(subject, verdict);
    }
  }

  /** A better hash takes the old one's place only if that is still the one that was checked (attack case P30). */
  private async signedIn(user: Known, password: string): Promise<void> {
    const old = user.passwordHash;
    const better = old && this.hashes.isOutdated(old) ? await this.betterHash(password) : undefined;
    await this.db.query(
      `UPDATE app_user SET last_sign_in_at = clock_timestamp(),
              password_hash = CASE WHEN password_hash = $2 THEN $3 ELSE password_hash END WHERE id = $1`,
      [user.id, old, better ?? old],
    );
  }

  /** Nobody is turned away for it: while there is much to do, the next sign-in makes it. */
  private betterHash(password: string): Promise<string | undefined> {
    return this.hashes.hash(password, 'stranger').catch(() => undefined);
  }

  /** Every refusal is in the log of the account that was tried. */
  private async telling<T>(user: Known | null, client: Client, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const reason = refusalOf(error);
      const refusal = { userId: user?.id ?? null, actor: anonymous(client) };
      if (reason) await this.db.transaction((tx) => record(tx, signInRefused, { ...refusal, reason }));
      throw error;
    }
  }
}

const reasons: Readonly<Record<string, Refusal>> = {
  invalid_credentials: 'invalid_credentials',
  rate_limited: 'rate_limited',
  account_suspended: 'account_suspended',
};

const refusalOf = (error: unknown): Refusal | undefined =>
  error instanceof AppError ? reasons[error.code] : undefined;
