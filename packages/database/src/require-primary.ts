import type { DataSource } from 'typeorm';

/**
 * Refuses a database on which a commit could be lost or read late: a standby, `synchronous_commit` off,
 * `fsync` off. Revocation is only as true as the row that says so.
 *
 * @throws Error with a sentence that names the setting
 */
export async function requirePrimary(dataSource: DataSource): Promise<void> {
  const [row] = (await dataSource.query(
    `SELECT pg_is_in_recovery() AS standby, current_setting('synchronous_commit') AS sync, current_setting('fsync') AS fsync`,
  )) as [{ standby: boolean; sync: string; fsync: string }];
  if (row.standby) throw new Error('The database is a standby: point DATABASE_URL at the primary.');
  if (row.sync === 'off') throw new Error('The database runs with synchronous_commit = off: switch it on.');
  if (row.fsync === 'off' && process.env.LATCHKEY_ALLOW_FSYNC_OFF !== 'test') {
    throw new Error('The database runs with fsync = off: switch it on.');
  }
}
