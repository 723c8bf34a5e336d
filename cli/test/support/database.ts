import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Latchkey } from '@latchkey/testing/latchkey';
import pg from 'pg';

/** As if every sign-in were eleven minutes old: the proof of the password is fresh for ten. */
export async function forgetProofs({ dataDir }: Latchkey): Promise<void> {
  const { databases } = JSON.parse(readFileSync(join(dataDir, 'connections.json'), 'utf8'));
  const client = new pg.Client({ connectionString: databases.tokens });
  await client.connect();
  await client.query(`UPDATE credential SET authenticated_at = authenticated_at - interval '11 minutes'`);
  await client.end();
}
