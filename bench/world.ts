import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBase62 } from '@latchkey/database/id';
import type { Connections } from '@latchkey/local/connections';
import { adminUrl } from '@latchkey/local/servers/postgres';
import { createDatabases } from '@latchkey/local/servers/postgres-databases';
import { Latchkey } from '@latchkey/testing/latchkey';
import pg from 'pg';
import type { Pace } from './load/rounds.js';
import { openMailSink } from './mail-sink.js';
import { seedKeys } from './seed.js';
import { settle } from './settle.js';

/** Keys that requests are picked from. */
export const keyCount = 10_000;

/** Everything that the rows of a run have in common. */
export interface World {
  readonly pace: Pace;
  readonly latchkey: Latchkey;
  readonly connections: Connections;
  /** The tokens database. */
  readonly db: pg.Client;
  /** A file with the token of each key. */
  readonly keys: string;
  /** Writes a file for wrk. */
  file(name: string, lines: readonly string[]): string;
  /** Makes an empty database on the same PostgreSQL, with a role of its own. */
  database(name: string): Promise<string>;
  /** Transactions that the tokens database has seen so far. */
  transactions(): Promise<number>;
  /** Waits until Latchkey has nothing left to do. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The preset, but for the number of keys that a person may have: makers of keys would be at its end in a second. */
const policy = { extends: 'default', apiKeys: { maximum: 10_000 } };

/** A whole Latchkey as `npm start` runs it, with one gateway and 10,000 keys. */
export async function openWorld(pace: Pace): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  const policyFile = join(folder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(policy));
  const mail = await openMailSink();
  const latchkey = await Latchkey.start({
    LATCHKEY_LOG_LEVEL: 'warn',
    LATCHKEY_POLICY: policyFile,
    SMTP_URL: mail.url,
  });
  const connections = JSON.parse(
    readFileSync(join(latchkey.dataDir, 'connections.json'), 'utf8'),
  ) as Connections;
  const db = new pg.Client({ connectionString: connections.databases.tokens, application_name: 'bench' });
  const close = async () => {
    await db.end().catch(() => undefined);
    await latchkey.stop();
    mail.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const file = (name: string, lines: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  try {
    await db.connect();
    const keys = file('keys', await seedKeys(db, keyCount));
    const database = (name: string) => makeDatabase(latchkey, connections, name);
    const transactions = () => transactionsOf(db);
    const settled = () => settle(connections);
    return { pace, latchkey, connections, db, keys, file, database, transactions, settle: settled, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function makeDatabase(
  { dataDir }: Latchkey,
  { databases }: Connections,
  name: string,
): Promise<string> {
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { postgres: string };
  const port = Number(new URL(databases.tokens).port);
  const password = randomBase62(20);
  await createDatabases(adminUrl({ port, password: secrets.postgres }), [{ name, password }]);
  return `postgres://${name}:${password}@127.0.0.1:${port}/${name}`;
}

/** A backend tells of its transactions within a second of its last one. */
async function transactionsOf(db: pg.Client): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { rows } = await db.query(
    'SELECT xact_commit + xact_rollback AS count FROM pg_stat_database WHERE datname = current_database()',
  );
  return Number(rows[0].count);
}
