import { actorOf, type Client } from '@latchkey/contracts/caller';
import type { InputOf } from '@latchkey/contracts/rpc';
import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import {
  type endSession,
  type endSessions,
  type listSessions,
  type Session,
  sessionEnded,
} from '@latchkey/contracts/tokens/session';
import { newId } from '@latchkey/database/id';
import { type Page, pageOfRows, readCursor } from '@latchkey/database/page';
import { transactionTime } from '@latchkey/database/transaction-time';
import { NotFound } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { FencedTransactionService } from '../account/fenced-transaction.service.js';
import type { Born } from '../credential/credential.service.js';
import { RevocationService } from '../revocation/revocation.service.js';
import { type Device, parseDevice } from './device.js';
import { SessionNotFound } from './session.errors.js';

interface SessionRow {
  id: string;
  kind: 'session' | 'cli';
  created_at: Date;
  position: string;
  last_used_at: Date | null;
  dies_at: Date;
  ip_address: string;
  user_agent: string;
  browser: string | null;
  os: string | null;
}

const select = `
  SELECT c.id, c.kind, c.created_at, c.created_at::text AS position, c.last_used_at, c.dies_at,
         s.ip_address, s.user_agent, s.browser, s.os
    FROM current_credential c JOIN session s ON s.credential_id = c.id
   WHERE c.live`;

@Injectable()
export class SessionService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly fenced: FencedTransactionService,
    private readonly accounts: AccountService,
    private readonly revocations: RevocationService,
  ) {}

  async list({ caller, userId, page }: InputOf<typeof listSessions>): Promise<Page<Session>> {
    if (caller.userId !== userId && !caller.admin) throw new NotFound();
    const after = readCursor(page.cursor);
    const rows: SessionRow[] = await this.db.query(
      `${select} AND c.user_id = $1 AND ($2::timestamptz IS NULL OR (c.created_at, c.id) < ($2, $3))
       ORDER BY c.created_at DESC, c.id DESC LIMIT $4`,
      [userId, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
    );
    return pageOfRows(rows, page.limit, {
      positionOf: (row) => [row.position, row.id],
      toItem: (row) => toSession(row, caller.credentialId),
    });
  }

  /** Ends one, with all that was derived from it. */
  async end({ caller, userId, sessionId }: InputOf<typeof endSession>): Promise<Receipt> {
    if (caller.userId !== userId && !caller.admin) throw new NotFound();
    const ended = await this.fenced.run(caller, async (tx) => {
      await this.accounts.lock(tx, userId);
      const [open] = (await tx.query(`${select} AND c.id = $1 AND c.user_id = $2`, [sessionId, userId])) as [
        SessionRow?,
      ];
      if (!open) return undefined;
      const invalidations = await this.revocations.end(tx, userId, [sessionId]);
      const [effectiveAt] = await Promise.all([
        transactionTime(tx),
        record(tx, sessionEnded, { userId, sessionId, actor: actorOf(caller) }),
      ]);
      const sessions = Number(open.kind === 'session');
      const revoked = { sessions, cliTokens: 1 - sessions, apiKeys: 0 };
      return { id: newId('rev'), effectiveAt, revoked, invalidations };
    });
    if (!ended) {
      await this.revocations.closeIfGone(userId, sessionId);
      throw new SessionNotFound();
    }
    return this.revocations.receipt(ended);
  }

  /**
   * Ends every session and CLI login but, if asked, the caller's own: one change of one row, whatever their number.
   * An API key has no session to spare: then all of them end.
   */
  async endAll({ caller, userId, exceptCurrent }: InputOf<typeof endSessions>): Promise<Receipt> {
    if (caller.userId !== userId && !caller.admin) throw new NotFound();
    const revocation = await this.fenced.run(caller, (tx) =>
      this.revocations.revokeAll(tx, {
        userId,
        reason: 'sessions_ended',
        actor: actorOf(caller),
        covers: { logins: true, keys: false },
        keepLoginId: exceptCurrent && caller.kind !== 'key' ? caller.credentialId : null,
      }),
    );
    return this.revocations.receipt(revocation);
  }

  async describe(
    tx: EntityManager,
    id: string,
    { ipAddress, userAgent, device }: Client & { device: Device },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO session (credential_id, ip_address, user_agent, browser, os) VALUES ($1, $2, $3, $4, $5)',
      [id, ipAddress, userAgent, device.browser, device.os],
    );
  }

  deviceOf(userAgent: string): Device {
    return parseDevice(userAgent);
  }

  /** True when this user was never seen with this browser on this system. */
  async rememberDevice(tx: EntityManager, userId: string, device: Device): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO known_device (user_id, browser, os) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1`,
      [userId, device.browser ?? '', device.os ?? ''],
    );
    return rows.length > 0;
  }
}

/** One that a browser has just got, and that dies some day. */
export function newSession(
  { id, createdAt, diesAt }: Born & { id: string },
  { ipAddress, userAgent, device }: Client & { device: Device },
): Session {
  return {
    id,
    kind: 'browser',
    createdAt: createdAt.toISOString(),
    lastSeenAt: createdAt.toISOString(),
    // The policy lets no session live for ever.
    expiresAt: (diesAt as Date).toISOString(),
    ipAddress,
    userAgent,
    device,
    current: true,
  };
}

function toSession(row: SessionRow, currentId: string): Session {
  return {
    id: row.id,
    kind: row.kind === 'session' ? 'browser' : 'cli',
    createdAt: row.created_at.toISOString(),
    lastSeenAt: (row.last_used_at ?? row.created_at).toISOString(),
    expiresAt: row.dies_at.toISOString(),
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    device: { browser: row.browser, os: row.os },
    current: row.id === currentId,
  };
}
