import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PasswordHashService } from './password-hash.service.js';

/** Another password takes the place of an account's: however its owner was known. */
@Injectable()
export class ReplacePasswordService {
  constructor(private readonly hashes: PasswordHashService) {}

  /** Before the transaction: it takes its time. @throws Overloaded */
  hash(...args: Parameters<PasswordHashService['hash']>): Promise<string> {
    return this.hashes.hash(...args);
  }

  /**
   * The user is locked. What was guessed against the old password says nothing of the new one, so whoever guessed is
   * out and its owner is in (NIST SP 800-63B-4, 3.2.2).
   *
   * @returns the new `passwordVersion`
   */
  async replace(tx: EntityManager, userId: string, passwordHash: string): Promise<number> {
    const [[row]] = (await tx.query(
      `UPDATE app_user SET password_hash = $2, password_version = password_version + 1, version = version + 1,
              password_changed_at = clock_timestamp(), updated_at = clock_timestamp()
        WHERE id = $1 RETURNING password_version AS "passwordVersion"`,
      [userId, passwordHash],
    )) as [[{ passwordVersion: number }], number];
    await tx.query('DELETE FROM password_failure WHERE subject = $1', [userId]);
    return row.passwordVersion;
  }
}
