import { readConnections } from '@latchkey/local/connections';
import pg from 'pg';
import type { Latchkey } from './latchkey.js';

export type DatabaseName = keyof ReturnType<typeof readConnections>['databases'];

/** The databases behind a running Latchkey: to see what is at rest, and to let time pass. */
export class ServiceDatabases {
  private constructor(private readonly clients: ReadonlyMap<DatabaseName, pg.Client>) {}

  static async open({ dataDir }: Latchkey, names: readonly DatabaseName[]): Promise<ServiceDatabases> {
    const { databases } = readConnections(dataDir);
    const clients = new Map<DatabaseName, pg.Client>();
    for (const name of names) {
      const client = new pg.Client({ connectionString: databases[name] });
      await client.connect();
      clients.set(name, client);
    }
    return new ServiceDatabases(clients);
  }

  async query(name: DatabaseName, sql: string, values: unknown[] = []) {
    const client = this.clients.get(name);
    if (!client) throw new Error(`The database of ${name} was not opened`);
    return (await client.query(sql, values)).rows;
  }

  async close(): Promise<void> {
    for (const client of this.clients.values()) await client.end();
  }
}
