import pg from 'pg';

/** A database and the role that owns it, of the same name. */
export interface DatabaseAccount {
  readonly name: string;
  readonly password: string;
}

/**
 * Makes the databases and roles that are missing. A role may connect to its own database alone.
 *
 * @param adminUrl a user that may create databases and roles
 * @param closed databases of the server itself that nobody else needs to connect to
 */
export async function createDatabases(
  adminUrl: string,
  databases: readonly DatabaseAccount[],
  closed: readonly string[] = [],
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 });
  // A server that is stopped meanwhile: the next query says so. Nobody listening would end this process.
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    for (const account of databases) await createDatabase(admin, account);
    for (const name of [...databases.map((account) => account.name), ...closed])
      await closeToOthers(admin, name);
  } finally {
    await admin.end();
  }
}

async function createDatabase(admin: pg.Client, { name, password }: DatabaseAccount): Promise<void> {
  const role = admin.escapeIdentifier(name);
  const roles = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (roles.rowCount === 0) {
    await admin.query(`CREATE ROLE ${role}`);
    // Only a superuser may create for a role that it is not a member of.
    await admin.query(`GRANT ${role} TO CURRENT_USER`);
  }
  await admin.query(`ALTER ROLE ${role} LOGIN PASSWORD ${admin.escapeLiteral(password)}`);
  const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (found.rowCount === 0) await admin.query(`CREATE DATABASE ${role} OWNER ${role} TEMPLATE template0`);
}

/** PostgreSQL lets everybody connect to every database unless told otherwise. */
async function closeToOthers(admin: pg.Client, database: string): Promise<void> {
  await admin.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${admin.escapeIdentifier(database)} FROM PUBLIC`);
}
