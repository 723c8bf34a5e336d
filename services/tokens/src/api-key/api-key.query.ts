import type { Caller } from '@latchkey/contracts/caller';
import type { ApiKey, ApiKeyStatus } from '@latchkey/contracts/tokens/api-key';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';

export interface ApiKeyRow {
  id: string;
  user_id: string;
  parent_id: string | null;
  name: string | null;
  last4: string;
  rights: string[];
  status: 'active' | 'inactive' | 'superseded';
  expired: boolean;
  created_at: Date;
  position: string;
  updated_at: Date;
  expires_at: Date | null;
  seconds_left: number | null;
  last_used_at: Date | null;
  last_used_ip: string | null;
  allowed_cidrs: string[];
}

const select = `
  SELECT c.id, c.user_id, c.parent_id, k.name, k.last4, c.rights, c.status, c.dies_at <= clock_timestamp() AS expired,
         c.created_at, c.created_at::text AS position, k.updated_at, nullif(c.dies_at, 'infinity') AS expires_at,
         CASE WHEN c.dies_at < 'infinity' THEN extract(epoch FROM c.dies_at - clock_timestamp())::float8 END AS seconds_left,
         c.last_used_at, c.last_used_ip, c.allowed_cidrs
    FROM current_credential c JOIN api_key k ON k.credential_id = c.id
   WHERE c.kind = 'key'`;

/** Reads keys as their owner sees them: also those that expired or are switched off, never those that ended. */
@Injectable()
export class ApiKeyQuery {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly active: ActivePolicy,
  ) {}

  /** For reads outside of a transaction. */
  get manager(): EntityManager {
    return this.db.manager;
  }

  /** Newest first, one more than `limit`. */
  list(userId: string, after: [string, string] | undefined, limit: number): Promise<ApiKeyRow[]> {
    return this.db.query(
      `${select} AND c.user_id = $1 AND ($2::timestamptz IS NULL OR (c.created_at, c.id) < ($2, $3))
       ORDER BY c.created_at DESC, c.id DESC LIMIT $4`,
      [userId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  async find(tx: EntityManager, userId: string, id: string): Promise<ApiKeyRow | undefined> {
    const [row] = (await tx.query(`${select} AND c.user_id = $1 AND c.id = $2`, [userId, id])) as [
      ApiKeyRow?,
    ];
    return row;
  }

  /** The caller's own row, if it is a key: what bounds the keys that it makes and manages. */
  async ofCaller(tx: EntityManager, caller: Caller): Promise<ApiKeyRow | undefined> {
    return caller.kind === 'key' ? this.find(tx, caller.userId, caller.credentialId) : undefined;
  }

  /** Keys that count towards the limit: everything but what ran out by itself or was rotated away. */
  async countHeld(tx: EntityManager, userId: string): Promise<number> {
    const [row] = (await tx.query(
      `SELECT count(*)::int AS held FROM current_credential
        WHERE user_id = $1 AND kind = 'key' AND status <> 'superseded' AND dies_at > clock_timestamp()`,
      [userId],
    )) as [{ held: number }];
    return row.held;
  }

  toApiKey(row: Omit<ApiKeyRow, 'user_id' | 'parent_id' | 'position'>): ApiKey {
    const soon = this.active.policy.apiKeys.expiringSoonDays * 86_400;
    return {
      id: row.id,
      name: row.name,
      rights: row.rights,
      status: statusOf(row),
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
      expiresAt: row.expires_at?.toISOString() ?? null,
      expiringSoon: !row.expired && row.seconds_left !== null && row.seconds_left <= soon,
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      lastUsedIp: row.last_used_ip,
      last4: row.last4,
      allowedCidrs: row.allowed_cidrs,
    };
  }
}

function statusOf(row: Pick<ApiKeyRow, 'status' | 'expired'>): ApiKeyStatus {
  if (row.status === 'superseded') return 'superseded';
  return row.expired ? 'expired' : row.status;
}
