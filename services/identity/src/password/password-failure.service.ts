import { createHash } from 'node:crypto';
import { RateLimited } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { keyOf } from '../user/user-rules.service.js';
import { PasswordDisabled } from './password.errors.js';

/** From so many failures in a row the next try has to wait. */
const freeFailures = 5;
/** Tries of one account that are checked at the same time. */
const mostAtOnce = 20;
/** NIST SP 800-63B-4, 3.2.2. */
const mostFailures = 100;
/** In seconds; doubled with each further failure, up to the second. */
const firstWait = 30;
const longestWait = 3600;
/** A try that takes longer, in seconds, died with its process, and counts as wrong. */
const longestTry = 30;

export type Verdict = 'right' | 'wrong' | 'unknown';

/** A name that nobody has is counted like one that somebody has. */
export const subjectOf = (user: { id: string } | null, identifier: string): string =>
  user?.id ?? `unknown:${createHash('sha256').update(keyOf(identifier)).digest('base64url')}`;

/** Counts wrong passwords of an account, wherever they are tried; durable, so that no restart forgives. */
@Injectable()
export class PasswordFailureService {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /**
   * Counts a try *before* the password is looked at, in one statement: of 300 at once no more get past than the limit
   * allows. `settle` follows.
   *
   * @throws RateLimited while the account waits; then nothing was counted, and no hash must be computed
   */
  async begin(subject: string): Promise<void> {
    const [row] = (await this.db.query(
      `INSERT INTO password_failure AS f (subject, pending) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE
          SET failures = f.failures + CASE WHEN f.pending_at < clock_timestamp() - make_interval(secs => $5) THEN f.pending ELSE 0 END,
              pending = CASE WHEN f.pending_at < clock_timestamp() - make_interval(secs => $5) THEN 1 ELSE f.pending + 1 END,
              pending_at = clock_timestamp()
        WHERE f.failures + f.pending < $4 AND f.blocked_until <= clock_timestamp()
          AND (f.pending < CASE WHEN f.failures < $2 THEN $3::int ELSE 1 END
               OR f.pending_at < clock_timestamp() - make_interval(secs => $5))
       RETURNING 1 AS admitted`,
      [subject, freeFailures, mostAtOnce, mostFailures, longestTry],
    )) as [unknown?];
    if (!row) await this.refuse(subject);
  }

  /** What became of the try. One that could not be checked (`unknown`) is nobody's failure. */
  async settle(subject: string, verdict: Verdict): Promise<void> {
    if (verdict === 'right') {
      await this.db.query('DELETE FROM password_failure WHERE subject = $1', [subject]);
      return;
    }
    const wrong = Number(verdict === 'wrong');
    await this.db.query(
      `UPDATE password_failure SET pending = greatest(pending - 1, 0), failures = failures + $2::int,
              blocked_until = CASE WHEN $2 = 0 OR failures + 1 < $3 THEN blocked_until
                ELSE clock_timestamp() + make_interval(secs => least($5, $4 * power(2, least(failures + 1 - $3, 20)))) END
        WHERE subject = $1`,
      [subject, wrong, freeFailures, firstWait, longestWait],
    );
  }

  private async refuse(subject: string): Promise<never> {
    const [row] = (await this.db.query(
      `SELECT failures, ceil(extract(epoch FROM blocked_until - clock_timestamp()))::int AS wait
         FROM password_failure WHERE subject = $1`,
      [subject],
    )) as [{ failures: number; wait: number }?];
    if (row && row.failures >= mostFailures) throw new PasswordDisabled();
    throw new RateLimited(
      Math.max(1, row?.wait ?? 1),
      'Too many wrong passwords. Wait before you try again.',
    );
  }
}
