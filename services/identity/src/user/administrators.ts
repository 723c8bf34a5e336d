import type { EntityManager } from 'typeorm';
import { UserEntity } from './user.entity.js';

/** Any number that nothing else locks. */
const administratorsLock = 47_123_646;

/**
 * Until the commit nobody else makes a first administrator or takes one away. Before any row is locked: two
 * administrators who demote each other would each wait for the other's row.
 */
export async function lockAdministrators(tx: EntityManager): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [administratorsLock]);
}

/** Whether anybody but this user administers the deployment. Counts under `lockAdministrators`. */
export async function isAnotherAdministrator(tx: EntityManager, userId: string): Promise<boolean> {
  const others: unknown[] = await tx.query(
    `SELECT 1 FROM app_user WHERE admin AND state = 'active' AND id <> $1 LIMIT 1`,
    [userId],
  );
  return others.length > 0;
}

export const isAdministered = (tx: EntityManager): Promise<boolean> =>
  tx.existsBy(UserEntity, { admin: true });
