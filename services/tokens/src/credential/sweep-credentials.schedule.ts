import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { GatewayLeaseService } from '../gateway-lease/gateway-lease.service.js';
import { InvalidationService } from '../invalidation/invalidation.service.js';

const everyMs = 5000;
const batch = 2000;
/** One replica sweeps at a time. */
const sweepLock = 7_933_721;

/**
 * Marks rows that died long before: those of an older epoch, and logins that ran out. Nothing waits for it: a
 * credential is dead when its epoch or its time says so, whether or not its row is marked.
 */
@Injectable()
export class SweepCredentials implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SweepCredentials.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly invalidations: InvalidationService,
    private readonly leases: GatewayLeaseService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.sweep()
        .catch((error: unknown) => this.logger.warn(`Sweep put off: ${String(error)}`))
        .finally(() => {
          this.running = undefined;
        });
    }, everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async sweep(): Promise<void> {
    while (await this.markRevoked()) {
      // Batch after batch, so that no lock is held for long.
    }
    while (await this.markExpiredLogins()) {
      // The same.
    }
    await this.db.query(
      `DELETE FROM credential WHERE id IN (
         SELECT id FROM credential WHERE status = 'ended' AND ended_at < now() - interval '30 days' LIMIT ${batch})`,
    );
    await this.db.query(`DELETE FROM api_key_request WHERE created_at < now() - interval '24 hours'`);
    await this.db.query(`DELETE FROM device_login WHERE expires_at < clock_timestamp() - interval '1 hour'`);
    await this.invalidations.purge();
    await this.leases.purge();
  }

  /** Rows of the users of one unmarked revocation at a time. True while there is more. */
  private markRevoked(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const [lock] = (await tx.query('SELECT pg_try_advisory_xact_lock($1) AS mine', [sweepLock])) as [
        { mine: boolean },
      ];
      if (!lock.mine) return false;
      const [next] = (await tx.query(
        'SELECT id, user_id FROM revocation WHERE NOT marked ORDER BY effective_at LIMIT 1',
      )) as [{ id: string; user_id: string }?];
      if (!next) return false;
      const [, marked] = (await tx.query(
        `UPDATE credential SET status = 'ended', ended_at = now() WHERE id IN (
           SELECT c.id FROM credential c JOIN account a ON a.user_id = c.user_id
            WHERE c.user_id = $1 AND c.status <> 'ended'
              AND c.epoch <> CASE c.kind WHEN 'key' THEN a.key_epoch ELSE a.epoch END
            LIMIT ${batch} FOR UPDATE OF c SKIP LOCKED)`,
        [next.user_id],
      )) as [unknown, number];
      if (marked < batch) await tx.query('UPDATE revocation SET marked = true WHERE id = $1', [next.id]);
      return true;
    });
  }

  /** Keys that expired stay listed as such; sessions and CLI logins go. */
  private markExpiredLogins(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const [account] = (await tx.query(
        `SELECT user_id FROM account WHERE user_id = (
           SELECT user_id FROM credential
            WHERE status <> 'ended' AND kind <> 'key' AND dies_at < clock_timestamp() - interval '1 minute' LIMIT 1)
           FOR UPDATE`,
      )) as [{ user_id: string }?];
      if (!account) return false;
      await tx.query(
        `WITH locked AS (
           SELECT id FROM credential
            WHERE user_id = $1 AND status <> 'ended' AND kind <> 'key' AND dies_at < clock_timestamp()
            ORDER BY id FOR UPDATE
         ), ended AS (
           UPDATE credential SET status = 'ended', ended_at = now()
            WHERE id IN (SELECT id FROM locked) RETURNING kind, epoch
         ), gone AS (
           SELECT count(*) FILTER (WHERE e.kind = 'session') AS sessions, count(*) FILTER (WHERE e.kind = 'cli') AS cli
             FROM ended e, account a WHERE a.user_id = $1 AND e.epoch = a.epoch
         )
         UPDATE account SET live_sessions = live_sessions - gone.sessions, live_cli = live_cli - gone.cli
           FROM gone WHERE user_id = $1`,
        [account.user_id],
      );
      return true;
    });
  }
}
