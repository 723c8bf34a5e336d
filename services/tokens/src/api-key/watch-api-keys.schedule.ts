import type { Actor } from '@latchkey/contracts/caller';
import { apiKeyExpiring, supersededKeyUsed } from '@latchkey/contracts/tokens/api-key';
import { record } from '@latchkey/messaging/record';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { config } from '../config.js';
import { ApiKeyQuery } from './api-key.query.js';
import { factOf } from './api-key-facts.js';

const nobody: Actor = {
  userId: null,
  handle: null,
  credentialId: null,
  credentialKind: null,
  ipAddress: null,
  userAgent: null,
  requestId: null,
};

/**
 * Tells owners what they should know of their keys: that one expires in 30, 7 or 1 day (each once), and that one which
 * they rotated away is still in somebody's hands. What was told is in the key's row, so neither a restart nor a second
 * replica tells it twice.
 */
@Injectable()
export class WatchApiKeys implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(WatchApiKeys.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly query: ApiKeyQuery,
    private readonly active: ActivePolicy,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.watch()
        .catch((error: unknown) => this.logger.warn(`Keys not looked at, next time again: ${String(error)}`))
        .finally(() => {
          this.running = undefined;
        });
    }, config.keyWatchMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async watch(): Promise<void> {
    while (await this.warnOne()) {
      // One key a transaction: what was told stays told.
    }
    while (await this.tellOneLateUse()) {
      // The same.
    }
  }

  /** Of several thresholds that passed while nobody looked, only the nearest is told. */
  private warnOne(): Promise<boolean> {
    const days = this.active.policy.apiKeys.warnAtDays;
    return this.db.transaction(async (tx) => {
      const [due] = (await tx.query(
        `SELECT c.id, c.user_id, d.days
           FROM current_credential c JOIN api_key k ON k.credential_id = c.id
           JOIN LATERAL (
             SELECT min(day) AS days FROM unnest($1::int[]) AS day
              WHERE c.dies_at <= clock_timestamp() + make_interval(days => day)
           ) d ON d.days IS NOT NULL
          WHERE c.kind = 'key' AND c.status = 'active' AND c.live
            AND (k.warned_days IS NULL OR k.warned_days > d.days)
            -- A key made for two days is not warned of its thirty.
            AND c.created_at < c.dies_at - make_interval(days => d.days)
          LIMIT 1 FOR UPDATE OF k SKIP LOCKED`,
        [days],
      )) as [{ id: string; user_id: string; days: number }?];
      if (!due) return false;
      await tx.query('UPDATE api_key SET warned_days = $2 WHERE credential_id = $1', [due.id, due.days]);
      const row = await this.query.find(tx, due.user_id, due.id);
      if (row) await record(tx, apiKeyExpiring, { ...factOf(row, nobody), days: due.days });
      return true;
    });
  }

  private tellOneLateUse(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const [late] = (await tx.query(
        `SELECT c.id, c.user_id, c.late_use_ip FROM credential c JOIN api_key k ON k.credential_id = c.id
          WHERE c.late_use_at IS NOT NULL AND NOT k.late_use_told LIMIT 1 FOR UPDATE OF k SKIP LOCKED`,
      )) as [{ id: string; user_id: string; late_use_ip: string | null }?];
      if (!late) return false;
      await tx.query('UPDATE api_key SET late_use_told = true WHERE credential_id = $1', [late.id]);
      const row = await this.query.find(tx, late.user_id, late.id);
      const actor = { ...nobody, ipAddress: late.late_use_ip };
      if (row) await record(tx, supersededKeyUsed, factOf(row, actor));
      return true;
    });
  }
}
