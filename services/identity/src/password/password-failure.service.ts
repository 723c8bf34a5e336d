import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RateLimited } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { keyOf } from '../user/user-rules.service.js';
import { PasswordDisabled } from './password.errors.js';

/** From so many failures in a row the next try has to wait. */
const freeFailures = 5;
/** NIST SP 800-63B-4, 3.2.2. */
const mostFailures = 100;
/** In seconds; doubled with each further failure, up to the second. */
const firstWait = 30;
const longestWait = 3600;
/** A try that takes longer, in seconds, died with its process, and counts as wrong. */
const longestTry = 30;
/** How long a try waits for those before it, in milliseconds; below the 5 s of a request. */
const longestPatience = 2000;
const lookAgainMs = 100;
/** Tries of this process that wait so: one more is refused, so that a flood does not become one of queries. */
const mostWaiting = 64;
/** The same for those of one account that ask whether they may be looked at. */
const mostAtOnce = 64;

export type Verdict = 'right' | 'wrong' | 'unknown';

/** A name that nobody has is counted like one that somebody has. */
export const subjectOf = (user: { id: string } | null, identifier: string): string =>
  user?.id ?? `unknown:${createHash('sha256').update(keyOf(identifier)).digest('base64url')}`;

/** Counts wrong passwords of an account, wherever they are tried; durable, so that no restart forgives. */
@Injectable()
export class PasswordFailureService {
  private waiting = 0;
  private readonly asking = new Map<string, number>();

  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /**
   * Counts a try *before* the password is looked at. Of many at once no more are checked than failures are left until
   * the account has to wait; the others stand by, so that somebody who signs in on ten devices at once is let in on
   * all of them. `settle` follows.
   *
   * @throws RateLimited while the account waits; then nothing was counted, and no hash must be computed
   */
  async begin(subject: string): Promise<void> {
    const others = this.asking.get(subject) ?? 0;
    if (others >= mostAtOnce) throw tooMany(1);
    this.asking.set(subject, others + 1);
    try {
      await this.ask(subject);
    } finally {
      this.leave(subject);
    }
  }

  private leave(subject: string): void {
    const others = (this.asking.get(subject) ?? 1) - 1;
    if (others > 0) this.asking.set(subject, others);
    else this.asking.delete(subject);
  }

  private async ask(subject: string): Promise<void> {
    const until = performance.now() + longestPatience;
    while (!(await this.admit(subject))) {
      await this.refuseWhenBlocked(subject);
      if (performance.now() > until || this.waiting >= mostWaiting) throw tooMany(1);
      await this.standBy();
    }
  }

  /** What became of the try. One that could not be checked (`unknown`) is nobody's failure. */
  async settle(subject: string, verdict: Verdict): Promise<void> {
    if (verdict === 'right') {
      await this.db.query('DELETE FROM password_failure WHERE subject = $1', [subject]);
    } else if (verdict === 'wrong') {
      await this.countFailure(subject);
    } else {
      await this.db.query(
        'UPDATE password_failure SET pending = greatest(pending - 1, 0) WHERE subject = $1',
        [subject],
      );
    }
  }

  /** Strangers' names that nobody tried for a week. An account's failures are forgotten by its owner alone. */
  async forgetUnknown(): Promise<void> {
    await this.db.query(
      `DELETE FROM password_failure WHERE subject IN (
         SELECT subject FROM password_failure
          WHERE subject LIKE 'unknown:%' AND pending_at < clock_timestamp() - interval '7 days'
          LIMIT 10000 FOR UPDATE SKIP LOCKED)`,
    );
  }

  /** In one statement, so that tries on any number of replicas count each other. */
  private async admit(subject: string): Promise<boolean> {
    const rows: unknown[] = await this.db.query(
      `INSERT INTO password_failure AS f (subject, pending) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE
          SET failures = f.failures + CASE WHEN f.pending_at < clock_timestamp() - make_interval(secs => $4) THEN f.pending ELSE 0 END,
              pending = CASE WHEN f.pending_at < clock_timestamp() - make_interval(secs => $4) THEN 1 ELSE f.pending + 1 END,
              pending_at = clock_timestamp()
        WHERE f.failures + f.pending < $3 AND f.blocked_until <= clock_timestamp()
          AND (f.failures + f.pending < $2 OR f.pending = 0
               OR f.pending_at < clock_timestamp() - make_interval(secs => $4))
       RETURNING 1 AS admitted`,
      [subject, freeFailures, mostFailures, longestTry],
    );
    return rows.length > 0;
  }

  /** Also when a right password cleared the count meanwhile: what ends after it is the first failure of a new row. */
  private async countFailure(subject: string): Promise<void> {
    await this.db.query(
      `INSERT INTO password_failure AS f (subject, failures) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE
          SET pending = greatest(f.pending - 1, 0), failures = f.failures + 1,
              blocked_until = CASE WHEN f.failures + 1 < $2 THEN f.blocked_until
                ELSE clock_timestamp() + make_interval(secs => least($4, $3 * power(2, least(f.failures + 1 - $2, 20)))) END`,
      [subject, freeFailures, firstWait, longestWait],
    );
  }

  private async refuseWhenBlocked(subject: string): Promise<void> {
    const [row] = (await this.db.query(
      `SELECT failures, ceil(extract(epoch FROM greatest(blocked_until, now()) - now()))::int AS wait
         FROM password_failure WHERE subject = $1`,
      [subject],
    )) as [{ failures: number; wait: number }?];
    if (!row) return;
    if (row.failures >= mostFailures) throw new PasswordDisabled();
    if (row.wait > 0) throw tooMany(row.wait);
  }

  /** Not all at the same moment. Looked up rather than told, since the try that is waited for may be another replica's. */
  private async standBy(): Promise<void> {
    this.waiting++;
    try {
      await pause(lookAgainMs * (0.5 + Math.random()));
    } finally {
      this.waiting--;
    }
  }
}

const tooMany = (seconds: number): RateLimited =>
  new RateLimited(seconds, 'Too many wrong passwords. Wait before you try again.');
