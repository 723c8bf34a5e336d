import type { Actor } from '@latchkey/contracts/caller';
import type { PayloadOf } from '@latchkey/contracts/event';
import type { Invalidation } from '@latchkey/contracts/tokens/lease';
import { credentialsRevoked, type Receipt, type Revoked } from '@latchkey/contracts/tokens/revocation';
import { newId } from '@latchkey/database/id';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { CredentialService } from '../credential/credential.service.js';
import { type Barrier, BarrierService } from '../gateway-lease/barrier.service.js';
import { InvalidationService } from '../invalidation/invalidation.service.js';

export interface RevokeAll {
  readonly userId: string;
  readonly reason: PayloadOf<typeof credentialsRevoked>['reason'];
  readonly actor: Actor;
  /** Sessions and CLI tokens; API keys. */
  readonly covers: { readonly logins: boolean; readonly keys: boolean };
  /** The event that asks for it. */
  readonly cause?: string;
  /** A session or CLI login that lives on. */
  readonly keepLoginId?: string | null;
}

export interface Revocation {
  readonly id: string;
  readonly effectiveAt: string;
  readonly revoked: Revoked;
  readonly invalidations: readonly Invalidation[];
}

/** Everything of a user dies by one change of one row, whatever the number of credentials. */
@Injectable()
export class RevocationService {
  constructor(
    private readonly accounts: AccountService,
    private readonly invalidations: InvalidationService,
    private readonly barrier: BarrierService,
    private readonly credentials: CredentialService,
  ) {}

  /** In the caller's transaction; `receipt` comes after its commit. */
  async revokeAll(tx: EntityManager, command: RevokeAll): Promise<Revocation> {
    const { userId, reason, actor, covers } = command;
    // The connection takes them in this order: what is read and written comes after the lock.
    const [, kept, live] = await Promise.all([
      this.accounts.lock(tx, userId),
      this.keep(tx, command),
      this.count(tx, userId),
    ]);
    const revoked = {
      sessions: covers.logins ? live.sessions - Number(kept === 'session') : 0,
      cliTokens: covers.logins ? live.cliTokens - Number(kept === 'cli') : 0,
      apiKeys: covers.keys ? live.apiKeys : 0,
    };
    const invalidations = await this.invalidations.append(tx, userId, null);
    const id = newId('rev');
    const [effectiveAt] = await Promise.all([
      this.write(tx, command, { id, revoked, seq: invalidations[0]?.seq }),
      this.raiseEpochs(tx, command, { kept, seq: invalidations[0]?.seq }),
      record(tx, credentialsRevoked, { userId, revocationId: id, reason, revoked, actor }),
    ]);
    return { id, effectiveAt, revoked, invalidations };
  }

  /** After the commit: waits for the barrier. */
  async receipt({ id, effectiveAt, revoked, invalidations }: Revocation): Promise<Receipt> {
    return { id, effectiveAt, revoked, barrier: await this.close(invalidations) };
  }

  /**
   * Ends single credentials, with all that was made with them, in the caller's (fenced) transaction.
   *
   * @returns what to close the barrier on; empty if they were not there to end
   */
  async end(tx: EntityManager, userId: string, ids: readonly string[]): Promise<Invalidation[]> {
    const ended = await this.credentials.end(tx, userId, ids);
    return ended.length === 0 ? [] : this.invalidations.append(tx, userId, ended);
  }

  /** Something was taken from a credential that lives on: rights, addresses, time. */
  narrow(tx: EntityManager, userId: string, id: string): Promise<Invalidation[]> {
    return this.invalidations.append(tx, userId, [id]);
  }

  /** After the commit: answers when no gateway grants any more what was taken. */
  async close(invalidations: readonly Invalidation[]): Promise<Barrier> {
    if (invalidations.length === 0) return { gateways: 0, acknowledged: 0, expired: 0, elapsedMs: 0 };
    return this.barrier.close(invalidations);
  }

  /**
   * "Gone" is only said when it is true on every gateway: a first try may have died before its barrier. For any
   * other id it returns at once.
   */
  async closeIfGone(userId: string, id: string): Promise<void> {
    const seq = await this.invalidations.lastOf(id);
    if (seq !== undefined) await this.barrier.close([{ seq, userId, credentialId: id }]);
  }

  /** The kind of the login to spare, if it is alive at this moment. */
  private async keep(
    tx: EntityManager,
    { userId, keepLoginId, covers }: RevokeAll,
  ): Promise<string | undefined> {
    if (!keepLoginId || !covers.logins) return undefined;
    const [row] = (await tx.query(
      `SELECT kind FROM current_credential WHERE id = $1 AND user_id = $2 AND kind <> 'key' AND live`,
      [keepLoginId, userId],
    )) as [{ kind: string }?];
    return row?.kind;
  }

  /** The account's counters, less what has run out by itself and is not yet marked. */
  private async count(tx: EntityManager, userId: string): Promise<Revoked> {
    const [row] = (await tx.query(
      `SELECT a.live_sessions - count(c.id) FILTER (WHERE c.kind = 'session') AS sessions,
              a.live_cli - count(c.id) FILTER (WHERE c.kind = 'cli') AS cli,
              a.live_keys - count(c.id) FILTER (WHERE c.kind = 'key') AS keys
         FROM account a
         LEFT JOIN credential c
                ON c.user_id = a.user_id AND c.status <> 'ended' AND c.dies_at <= statement_timestamp()
               AND c.epoch = CASE c.kind WHEN 'key' THEN a.key_epoch ELSE a.epoch END
        WHERE a.user_id = $1 GROUP BY a.user_id`,
      [userId],
    )) as [{ sessions: string; cli: string; keys: string }];
    return { sessions: Number(row.sessions), cliTokens: Number(row.cli), apiKeys: Number(row.keys) };
  }

  private async raiseEpochs(
    tx: EntityManager,
    { userId, covers, keepLoginId }: RevokeAll,
    { kept, seq }: { kept: string | undefined; seq: number | undefined },
  ): Promise<void> {
    await tx.query(
      `UPDATE account
          SET epoch = epoch + $2::int, key_epoch = key_epoch + $3::int, revoked_seq = $4,
              live_sessions = CASE WHEN $2 = 1 THEN $5 ELSE live_sessions END,
              live_cli = CASE WHEN $2 = 1 THEN $6 ELSE live_cli END,
              live_keys = CASE WHEN $3 = 1 THEN 0 ELSE live_keys END
        WHERE user_id = $1`,
      [
        userId,
        Number(covers.logins),
        Number(covers.keys),
        seq,
        Number(kept === 'session'),
        Number(kept === 'cli'),
      ],
    );
    if (kept) await tx.query('UPDATE credential SET epoch = epoch + 1 WHERE id = $1', [keepLoginId]);
  }

  /** @returns when it took effect, by the database's clock */
  private async write(
    tx: EntityManager,
    { userId, reason, cause }: RevokeAll,
    { id, revoked, seq }: { id: string; revoked: Revoked; seq: number | undefined },
  ): Promise<string> {
    const [row] = (await tx.query(
      `INSERT INTO revocation (id, cause, user_id, reason, seq, effective_at, sessions, cli_tokens, api_keys)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp(), $6, $7, $8) RETURNING effective_at`,
      [id, cause ?? null, userId, reason, seq, revoked.sessions, revoked.cliTokens, revoked.apiKeys],
    )) as [{ effective_at: Date }];
    return row.effective_at.toISOString();
  }
}
