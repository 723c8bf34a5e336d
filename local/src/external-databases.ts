import { createDatabases, type DatabaseAccount } from './servers/postgres-databases.js';

/** The accounts on a server that is not ours: `<its database>_<service>`, so that others' names stay free. */
export function externalAccounts(serverUrl: string, accounts: readonly DatabaseAccount[]): DatabaseAccount[] {
  const prefix = decodeURIComponent(new URL(serverUrl).pathname.slice(1)) || 'latchkey';
  return accounts.map(({ name, password }) => ({ name: `${prefix}_${name}`, password }));
}

/**
 * @param accounts as `externalAccounts` names them
 * @throws Error with a sentence when the server cannot be reached or refuses
 */
export async function createExternalDatabases(
  serverUrl: string,
  accounts: readonly DatabaseAccount[],
): Promise<void> {
  try {
    await createDatabases(serverUrl, accounts);
  } catch (error) {
    const { host } = new URL(serverUrl);
    throw new Error(
      `DATABASE_URL (${host}) must name a server whose user may create databases and roles: ${(error as Error).message}. ` +
        'Or set IDENTITY_DATABASE_URL and its likes to databases that exist.',
    );
  }
}

/** The URL of one of the accounts there; the server's other parameters stay. */
export function externalUrl(serverUrl: string, { name, password }: DatabaseAccount): string {
  const url = new URL(serverUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return url.href;
}
