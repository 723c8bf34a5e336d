import { createHash } from 'node:crypto';
import { randomBase62 } from '@latchkey/database/id';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { isValid, type ValidReset } from './valid-reset.js';

/** SHA-256: enough for a secret of 256 random bits, which nobody can guess or list. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The secrets of links. */
@Injectable()
export class PasswordResetLinkService {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** @returns null when the request is void; else the only time that the token's text exists outside its mail */
  async issue(id: string): Promise<string | null> {
    const token = randomBase62(43);
    const [rows] = (await this.db.query(
      `UPDATE password_reset r SET secret_hash = $2 FROM app_user u
        WHERE r.id = $1 AND u.id = r.user_id AND ${isValid} RETURNING r.id`,
      [id, hashOf(token)],
    )) as [unknown[], number];
    return rows.length > 0 ? token : null;
  }

  /** What a token opens; undefined when nothing (any more). Nothing is locked by it. */
  async find(tx: EntityManager, token: string): Promise<ValidReset | undefined> {
    const [row] = (await tx.query(
      `SELECT r.id, r.user_id AS "userId", r.email_key AS "emailKey", u.handle, u.email
         FROM password_reset r JOIN app_user u ON u.id = r.user_id WHERE r.secret_hash = $1 AND ${isValid}`,
      [hashOf(token)],
    )) as [ValidReset?];
    return row;
  }

  /** Of many at once with one link, one uses it. The user is locked. */
  async use(tx: EntityManager, id: string): Promise<boolean> {
    const [rows] = (await tx.query(
      `UPDATE password_reset r SET used_at = clock_timestamp() FROM app_user u
        WHERE r.id = $1 AND u.id = r.user_id AND ${isValid} RETURNING r.id`,
      [id],
    )) as [unknown[], number];
    return rows.length > 0;
  }
}
