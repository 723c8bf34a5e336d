import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UserEntity } from './user.entity.js';

/** Any number that nothing else locks. */
const administratorsLock = 47_123_646;

/** Sees to it that somebody administers the deployment. */
@Injectable()
export class AdministratorService {
  /**
   * Until the commit nobody else makes a first administrator or takes one away. Before any row is locked: two
   * administrators who demote each other would each wait for the other's row.
   */
  async lock(tx: EntityManager): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [administratorsLock]);
  }

  /** Whether nobody but this user administers the deployment. Counts under `lock`. */
  async isLast(tx: EntityManager, { id, admin, state }: UserEntity): Promise<boolean> {
    if (!admin || state !== 'active') return false;
    const others: unknown[] = await tx.query(
      `SELECT 1 FROM app_user WHERE admin AND state = 'active' AND id <> $1 LIMIT 1`,
      [id],
    );
    return others.length === 0;
  }

  isAdministered(tx: EntityManager): Promise<boolean> {
    return tx.existsBy(UserEntity, { admin: true });
  }
}
