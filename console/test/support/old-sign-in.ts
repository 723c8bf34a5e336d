import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Latchkey } from '@latchkey/testing/latchkey';
import type { Person } from '@latchkey/testing/people';
import pg from 'pg';
import type { Visit } from './visit.js';

/**
 * A sign-in of eleven minutes ago: the proof of the password is fresh for ten. The clock is put back before the
 * session is used, so that no gateway has it in its cache as it was.
 */
export async function oldSignIn(
  latchkey: Latchkey,
  visit: Visit,
  { handle, password }: Pick<Person, 'handle' | 'password'>,
): Promise<void> {
  const answer = await latchkey.ask('POST', '/v1/sessions', { body: { identifier: handle, password } });
  const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  await putBackSignIn(latchkey, answer.body.session.id);
  await visit.context.addCookies([{ name, value, url: latchkey.origin(), httpOnly: true }]);
}

async function putBackSignIn({ dataDir }: Latchkey, sessionId: string): Promise<void> {
  const { databases } = JSON.parse(readFileSync(join(dataDir, 'connections.json'), 'utf8'));
  const client = new pg.Client({ connectionString: databases.tokens });
  await client.connect();
  const { rowCount } = await client.query(
    `UPDATE credential SET authenticated_at = authenticated_at - interval '11 minutes' WHERE id = $1`,
    [sessionId],
  );
  await client.end();
  if (rowCount !== 1) throw new Error(`no session ${sessionId}`);
}
