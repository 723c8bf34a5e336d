import type { DataSource } from 'typeorm';

/** Any number that no other part of the product locks: "latchkey" on a telephone keypad. */
const migrationLock = 52_824_539;

/**
 * Runs the pending migrations, one process at a time: replicas that start together wait for the first.
 * The lock belongs to a connection, so it goes with a process that dies.
 */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await runner.query('RESET statement_timeout').catch(() => undefined);
    await runner.release();
  }
}
