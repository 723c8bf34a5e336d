import type { Caller } from '@latchkey/contracts/caller';
import type { UserSnapshot } from '@latchkey/contracts/identity/user';
import { CredentialDied } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AccountEntity } from './account.entity.js';

/** What decides whether a credential of the account may live. */
export type LockedAccount = Pick<
  AccountEntity,
  | 'userId'
  | 'handle'
  | 'admin'
  | 'state'
  | 'userVersion'
  | 'passwordVersion'
  | 'epoch'
  | 'keyEpoch'
  | 'revokedSeq'
  | 'liveKeys'
>;

/** The account of a caller who is alive. */
export interface FencedAccount extends LockedAccount {
  /** When a password was last proved for the caller; null for a key. */
  readonly authenticatedAt: Date | null;
  /** By the database's clock. */
  readonly now: Date;
}

@Injectable()
export class AccountService {
  /** Takes over what identity says, unless something newer is known. Says whether it was news. */
  async apply(tx: EntityManager, user: UserSnapshot): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO account (user_id, handle, admin, state, user_version, password_version)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id) DO UPDATE
          SET handle = excluded.handle, admin = excluded.admin, state = excluded.state,
              user_version = excluded.user_version
        WHERE account.user_version < excluded.user_version
       RETURNING user_id`,
      [user.userId, user.handle, user.admin, user.state, user.version, user.passwordVersion],
    );
    return rows.length > 0;
  }

  /**
   * A password change heard before anything else of the user: the row must be there all the same, so that a
   * sign-in verified with the old password finds the new version. Version 0 lets any snapshot fill it in.
   */
  async raisePasswordVersion(tx: EntityManager, userId: string, passwordVersion: number): Promise<void> {
    await tx.query(
      `INSERT INTO account (user_id, handle, admin, state, user_version, password_version)
       VALUES ($1, '', false, 'active', 0, $2)
       ON CONFLICT (user_id) DO UPDATE
          SET password_version = greatest(account.password_version, excluded.password_version)`,
      [userId, passwordVersion],
    );
  }

  /**
   * What is left of an erased account: an id that nobody has any more, and that nothing may live under it. Without the
   * row a sign-in that was verified before would make it anew; no snapshot is newer than this version.
   */
  async bury(tx: EntityManager, userId: string): Promise<void> {
    await tx.query(
      `INSERT INTO account (user_id, handle, admin, state, user_version, password_version)
       VALUES ($1, '', false, 'deleting', $2, 0)
       ON CONFLICT (user_id) DO UPDATE
          SET handle = '', admin = false, state = 'deleting', user_version = excluded.user_version,
              epoch = account.epoch + 1, key_epoch = account.key_epoch + 1,
              live_sessions = 0, live_cli = 0, live_keys = 0`,
      [userId, Number.MAX_SAFE_INTEGER],
    );
  }

  /**
   * First statement of whatever creates or changes a credential: the caller must still be alive, and stays so
   * until this transaction ends. The locks conflict with the revoker's UPDATE of either row, so one of the two
   * waits for the other (FOR KEY SHARE or a plain SELECT would let it through). The account's lock is an
   * exclusive one, since whoever creates also counts: two holders of FOR SHARE would wait for each other.
   *
   * @throws CredentialDied when a revocation came first
   */
  async fence(tx: EntityManager, caller: Caller): Promise<FencedAccount> {
    const [account, [credential]] = await Promise.all([
      this.lock(tx, caller.userId),
      tx.query<Pick<FencedAccount, 'authenticatedAt' | 'now'>[]>(
        `SELECT authenticated_at AS "authenticatedAt", clock_timestamp() AS now FROM credential
          WHERE id = $1 AND user_id = $2 AND status IN ('active', 'superseded') AND dies_at > clock_timestamp()
            FOR SHARE`,
        [caller.credentialId, caller.userId],
      ),
    ]);
    const epoch = caller.kind === 'key' ? account?.keyEpoch : account?.epoch;
    if (account?.state !== 'active' || epoch !== caller.epoch) throw new CredentialDied();
    if (!credential) throw new CredentialDied();
    return { ...account, ...credential };
  }

  /** Row lock: whoever revokes or counts waits for whoever does so at the same time. */
  async lock(tx: EntityManager, userId: string): Promise<LockedAccount | undefined> {
    const [account] = (await tx.query(
      `SELECT user_id AS "userId", handle, admin, state, user_version AS "userVersion",
              password_version AS "passwordVersion", epoch, key_epoch AS "keyEpoch", revoked_seq AS "revokedSeq",
              live_keys AS "liveKeys"
         FROM account WHERE user_id = $1 FOR UPDATE`,
      [userId],
    )) as [LockedAccount?];
    return account;
  }

  /** The same, after taking over what identity says if that is news. */
  async lockUpToDate(tx: EntityManager, user: UserSnapshot): Promise<LockedAccount | undefined> {
    const known = await this.lock(tx, user.userId);
    if (known && Number(known.userVersion) >= user.version) return known;
    await this.apply(tx, user);
    return this.lock(tx, user.userId);
  }
}
