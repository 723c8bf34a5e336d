import type { TokenKind } from '@latchkey/contracts/token';
import { type CredentialProof, mostQuestions } from '@latchkey/contracts/tokens/credential';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { isSameHash } from './same-hash.js';

export type CredentialKind = 'session' | 'cli' | 'key';

export const tokenKinds: Record<CredentialKind, TokenKind> = { session: 'ses', cli: 'cli', key: 'key' };

export interface GenuineRow {
  readonly id: string;
  readonly user_id: string;
  readonly handle: string;
  readonly admin: boolean;
  readonly kind: CredentialKind;
  readonly secret_hash: Buffer;
  readonly rights: string[];
  readonly epoch: number;
  readonly authenticated_at: Date | null;
  readonly allowed_cidrs: string[];
  readonly live: boolean;
  readonly status: string;
  readonly created_at: Date;
  /** Null: never. */
  readonly dies_at: Date | null;
  readonly remaining_ms: number;
}

/** Each is a statement of its own, which is prepared: a longer list repeats its last, which costs nothing. */
const lengths = [1, 10, mostQuestions];

/** Rows whose secret was shown, alive or not. */
@Injectable()
export class GenuineCredentials {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /**
   * Reads them in one statement, which sees an invalidation if and only if `seq` counts it. Begun for these questions
   * alone, after the last of them was asked (ADR 4, rule 5).
   *
   * @param proofs one at least, `mostQuestions` at most
   * @returns for each, in their order: its row, if there is one and the secret fits
   */
  async read(proofs: readonly CredentialProof[]): Promise<{ rows: (GenuineRow | undefined)[]; seq: number }> {
    const ids = proofs.map(({ credentialId }) => credentialId);
    const length = lengths.find((most) => most >= ids.length);
    if (length === undefined) throw new RangeError(`${ids.length} credentials at once`);
    const padded = Array.from({ length }, (_, i) => ids[i] ?? ids.at(-1) ?? '');
    const found: ((GenuineRow | { id: null }) & { seq: string })[] = await this.db.query(
      statement(length),
      padded,
    );
    const byId = new Map(found.map((row) => [row.id, row]));
    const rows = proofs.map((proof) => {
      const row = byId.get(proof.credentialId);
      return row && row.id !== null && fits(row, proof) ? row : undefined;
    });
    return { rows, seq: Number(found[0]?.seq) };
  }
}

const fits = (row: GenuineRow, { kind, secretHash }: CredentialProof): boolean =>
  tokenKinds[row.kind] === kind && isSameHash(Buffer.from(secretHash, 'base64'), row.secret_hash);

const statement = (length: number): string =>
  `SELECT s.seq, c.* FROM (SELECT coalesce(max(seq), 0) AS seq FROM invalidation) s
     LEFT JOIN (
       SELECT id, user_id, handle, admin, kind, secret_hash, rights, epoch, authenticated_at, allowed_cidrs, live, status,
              created_at, nullif(dies_at, 'infinity') AS dies_at,
              CASE dies_at WHEN 'infinity' THEN 1e15
              ELSE extract(epoch FROM dies_at - clock_timestamp()) * 1000 END::float8 AS remaining_ms
         FROM current_credential WHERE id IN (${Array.from({ length }, (_, i) => `$${i + 1}`)})
     ) c ON true`;
