import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { InvalidationService } from '../invalidation/invalidation.service.js';
import { RevocationService } from '../revocation/revocation.service.js';

/** Rows of a user that hang on nothing else. Revocations stay: an id that nobody has any more, and numbers. */
const tables = [
  'credential',
  'device_login',
  'device_code_guess',
  'api_key_request',
  'known_device',
] as const;

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
      for (const table of tables) await this.clear(tx, table, userId);
      return this.invalidations.append(tx, userId, null);
    });
    await this.revocations.close(invalidations);
    return { done: true };
  }

  private async clear(tx: EntityManager, table: (typeof tables)[number], userId: string): Promise<void> {
    await tx.query(`DELETE FROM ${table} WHERE user_id = $1`, [userId]);
  }
}
