import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { InvalidationService } from '../invalidation/invalidation.service.js';
import { RevocationService } from '../revocation/revocation.service.js';

/** Rows of a user beside the credentials. Revocations stay: an id that nobody has any more, and numbers. */
const tables = ['device_login', 'device_code_guess', 'api_key_request', 'known_device'] as const;
/** As the indexes tell them apart. */
const credentials = [`status <> 'ended'`, `status = 'ended'`] as const;
const batchSize = 1000;
/** Of one call: what is left is for the next one, since a statement that takes long is cut off. */
const batches = 10;

/** Erases what is kept of a user here. */
@Injectable()
export class ErasureService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly accounts: AccountService,
    private readonly invalidations: InvalidationService,
    private readonly revocations: RevocationService,
  ) {}

  /** Answers when no gateway grants anything of it, even if nobody had revoked it before. */
  async erase(userId: string): Promise<{ done: boolean }> {
    const invalidations = await this.db.transaction(async (tx) => {
      await this.accounts.bury(tx, userId);
      return this.invalidations.append(tx, userId, null);
    });
    await this.revocations.close(invalidations);
    for (const table of tables) await this.db.query(`DELETE FROM ${table} WHERE user_id = $1`, [userId]);
    for (const which of credentials) await this.eraseCredentials(userId, which);
    // Looked up and not counted: another replica may have taken rows that this one meant to.
    const left: unknown[] = await this.db.query(
      credentials
        .map((which) => `(SELECT 1 FROM credential WHERE user_id = $1 AND ${which} LIMIT 1)`)
        .join(' UNION ALL '),
      [userId],
    );
    return { done: left.length === 0 };
  }

  private async eraseCredentials(userId: string, which: (typeof credentials)[number]): Promise<void> {
    for (let batch = 0; batch < batches; batch++) {
      const [, deleted] = (await this.db.query(
        `DELETE FROM credential WHERE id IN (
           SELECT id FROM credential WHERE user_id = $1 AND ${which} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)`,
        [userId],
      )) as [unknown, number];
      if (deleted === 0) return;
    }
  }
}
