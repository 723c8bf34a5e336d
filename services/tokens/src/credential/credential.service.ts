import { createHash } from 'node:crypto';
import { grants } from '@latchkey/contracts/rights';
import type { OutputOf } from '@latchkey/contracts/rpc';
import { formatToken } from '@latchkey/contracts/token';
import type {
  CredentialProof,
  CredentialQuestion,
  Principal,
  verifyCredentials,
} from '@latchkey/contracts/tokens/credential';
import { randomBase62 } from '@latchkey/database/id';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CredentialUseService } from './credential-use.service.js';
import {
  type CredentialKind,
  GenuineCredentials,
  type GenuineRow,
  tokenKinds,
} from './genuine-credentials.service.js';
import { rightsOfOwner } from './rights.js';

export interface DraftCredential {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly token: string;
  readonly secretHash: Buffer;
}

export interface NewCredential {
  readonly userId: string;
  readonly rights: readonly string[];
  /** Inherited from what authenticated its maker, never read at the insert for its own sake. */
  readonly epoch: number;
  readonly parentId?: string;
  readonly allowedCidrs?: readonly string[];
  /** Seconds from now by the database's clock, or a time; null: never. */
  readonly expires: { readonly inSeconds: number } | { readonly at: string } | null;
  readonly idleSeconds?: number;
  /** Whether a password has just been proved. */
  readonly authenticated: boolean;
  readonly usedFrom?: string;
}

/** By the database's clock. */
export interface Born {
  readonly createdAt: Date;
  /** Null: never. */
  readonly diesAt: Date | null;
  readonly secondsLeft: number | null;
}

const counters: Record<CredentialKind, string> = {
  session: 'live_sessions',
  cli: 'live_cli',
  key: 'live_keys',
};
const never = 'infinity';

/** SHA-256: enough for a secret of 256 random bits, which nobody can guess or list. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const nobody = { principal: null, remainingMs: 0 };

/** Whose a token is. */
export interface Holder {
  readonly id: string;
  readonly userId: string;
  readonly kind: CredentialKind;
  readonly createdAt: Date;
  /** Null: never. */
  readonly diesAt: Date | null;
  /** Null when it is not alive. */
  readonly principal: Principal | null;
}

/** What every credential has in common: birth, check, death. */
@Injectable()
export class CredentialService {
  constructor(
    private readonly genuine: GenuineCredentials,
    private readonly uses: CredentialUseService,
    private readonly active: ActivePolicy,
  ) {}

  /** One that does not exist yet. The only time that the token's text exists. */
  draft(kind: CredentialKind): DraftCredential {
    const bare = randomBase62(20);
    const secret = randomBase62(43);
    return {
      id: `${kind === 'key' ? 'key' : 'ses'}_${bare}`,
      kind,
      token: formatToken({ kind: tokenKinds[kind], id: bare, secret }),
      secretHash: hashSecret(secret),
    };
  }

  /** Inserts it and counts it. The account is locked. */
  async insert(tx: EntityManager, draft: DraftCredential, it: NewCredential): Promise<Born> {
    const counter = counters[draft.kind];
    const inSeconds = it.expires && 'inSeconds' in it.expires ? it.expires.inSeconds : null;
    const at = it.expires && 'at' in it.expires ? it.expires.at : null;
    const [born] = (await tx.query(
      `WITH counted AS (UPDATE account SET ${counter} = ${counter} + 1 WHERE user_id = $2)
       INSERT INTO credential (id, user_id, kind, secret_hash, rights, allowed_cidrs, epoch, generation, parent_id,
                               authenticated_at, expires_at, idle_seconds, last_used_at, last_used_ip, dies_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, g.value, $8, CASE WHEN $9 THEN now() END, e.at, $12,
              CASE WHEN $13::text IS NOT NULL THEN now() END, $13,
              least(coalesce(e.at, '${never}'), now() + make_interval(secs => $12::int))
         FROM generation g, (SELECT coalesce($10::timestamptz, now() + make_interval(secs => $11::int)) AS at) e
       RETURNING created_at AS "createdAt", nullif(dies_at, '${never}') AS "diesAt",
                 extract(epoch FROM nullif(dies_at, '${never}') - clock_timestamp())::float8 AS "secondsLeft"`,
      [
        draft.id,
        it.userId,
        draft.kind,
        draft.secretHash,
        it.rights,
        it.allowedCidrs ?? [],
        it.epoch,
        it.parentId ?? null,
        it.authenticated,
        at,
        inSeconds,
        it.idleSeconds ?? null,
        it.usedFrom ?? null,
      ],
    )) as [Born];
    return born;
  }

  /**
   * Another secret in place of the one with this hash.
   *
   * @returns the new token; undefined when the credential is dead, or its secret is another one already
   */
  async replaceSecret(tx: EntityManager, id: string, secretHash: Buffer): Promise<string | undefined> {
    const secret = randomBase62(43);
    const [row] = (await tx.query(
      `WITH replaced AS (
         UPDATE credential c SET secret_hash = $3 FROM current_credential l
          WHERE c.id = $1 AND c.secret_hash = $2 AND l.id = c.id AND l.live RETURNING c.kind
       ) SELECT kind FROM replaced`,
      [id, secretHash, hashSecret(secret)],
    )) as [{ kind: CredentialKind }?];
    return row && formatToken({ kind: tokenKinds[row.kind], id: id.slice(id.indexOf('_') + 1), secret });
  }

  /** The truth, read in one statement on the primary; anything but a live credential is null. */
  async verify(questions: readonly CredentialQuestion[]): Promise<OutputOf<typeof verifyCredentials>> {
    const { rows, seq } = await this.genuine.read(questions);
    const answers = await Promise.all(
      questions.map(({ ipAddress }, i) => this.answer(rows[i], ipAddress) ?? nobody),
    );
    return { answers, seq };
  }

  private answer(row: GenuineRow | undefined, ipAddress: string | null) {
    if (!row) return undefined;
    if (row.live) {
      if (ipAddress !== null) this.uses.note(row.id, ipAddress, 0);
      return { principal: this.toPrincipal(row), remainingMs: row.remaining_ms };
    }
    // The owner is told before the user of an old key is refused.
    if (row.status === 'superseded' && ipAddress !== null)
      return this.uses.noteLate(row.id, ipAddress).then(() => nobody);
    return undefined;
  }

  /** Whose tokens these are, also ones that expired or were switched off; undefined when nobody's, or ended before. */
  async holdersOf(proofs: readonly CredentialProof[]): Promise<(Holder | undefined)[]> {
    if (proofs.length === 0) return [];
    const { rows } = await this.genuine.read(proofs);
    return rows.map(
      (row) =>
        row && {
          id: row.id,
          userId: row.user_id,
          kind: row.kind,
          createdAt: row.created_at,
          diesAt: row.dies_at,
          principal: row.live ? this.toPrincipal(row) : null,
        },
    );
  }

  /**
   * Marks credentials, and all that was made with them, as ended. The account is locked.
   *
   * @returns the ids of those that were not before
   */
  async end(tx: EntityManager, userId: string, ids: readonly string[]): Promise<string[]> {
    const ended: { id: string }[] = await tx.query(
      `WITH RECURSIVE family AS (
         SELECT id FROM credential WHERE id = ANY ($2) AND user_id = $1 AND status <> 'ended'
         UNION SELECT c.id FROM credential c JOIN family f ON c.parent_id = f.id WHERE c.status <> 'ended'
       ), locked AS ( -- in the order of ids, as whoever else locks several does
         SELECT id FROM credential WHERE id IN (SELECT id FROM family) ORDER BY id FOR UPDATE
       ), ended AS (
         UPDATE credential SET status = 'ended', ended_at = now()
          WHERE id IN (SELECT id FROM locked) RETURNING id, kind, epoch
       ), counted AS ( -- a row of an older epoch left the counters when the epoch rose
         UPDATE account a
            SET live_sessions = live_sessions
                  - (SELECT count(*) FROM ended e WHERE e.kind = 'session' AND e.epoch = a.epoch),
                live_cli = live_cli - (SELECT count(*) FROM ended e WHERE e.kind = 'cli' AND e.epoch = a.epoch),
                live_keys = live_keys - (SELECT count(*) FROM ended e WHERE e.kind = 'key' AND e.epoch = a.key_epoch)
          WHERE user_id = $1 AND EXISTS (SELECT FROM ended)
       )
       SELECT id FROM ended`,
      [userId, ids],
    );
    return ended.map((row) => row.id);
  }

  /** What a login of this owner may do. */
  rightsOf(owner: { readonly admin: boolean }): string[] {
    return rightsOfOwner(this.active.policy, owner);
  }

  /** A login may do what its owner may; a key what both it and its owner may. */
  private toPrincipal(row: GenuineRow): Principal {
    const ofOwner = rightsOfOwner(this.active.policy, row);
    return {
      userId: row.user_id,
      handle: row.handle,
      admin: row.admin,
      credentialId: row.id,
      kind: row.kind,
      rights: row.kind === 'key' ? row.rights.filter((right) => grants(ofOwner, right)) : ofOwner,
      epoch: row.epoch,
      authenticatedAt: row.authenticated_at?.toISOString() ?? null,
      allowedCidrs: row.allowed_cidrs,
    };
  }
}
