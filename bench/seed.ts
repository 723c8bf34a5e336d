import { createHash } from 'node:crypto';
import { formatToken } from '@latchkey/contracts/token';
import { randomBase62 } from '@latchkey/database/id';
import type { Client } from 'pg';

/** What every key of a run may do, and what is asked of it. */
export const keyRights = ['RIGHT_USER_INFO', 'RIGHT_USER_SETTINGS_BASIC'];
const keysOfUser = 10;

/** Puts keys straight into the tokens database: what is measured is what happens to them afterwards. */
export async function seedKeys(db: Client, count: number): Promise<string[]> {
  const users = Array.from({ length: Math.ceil(count / keysOfUser) }, () => `usr_${randomBase62(20)}`);
  await db.query(
    `INSERT INTO account (user_id, handle, admin, state, user_version, password_version, live_keys)
     SELECT id, lower(id), false, 'active', 1, 1, $2 FROM unnest($1::text[]) AS id`,
    [users, keysOfUser],
  );
  const owners = Array.from({ length: count }, (_, i) => users[Math.floor(i / keysOfUser)] as string);
  const tokens: string[] = [];
  const atOnce = 10_000;
  for (let i = 0; i < count; i += atOnce) tokens.push(...(await insertKeys(db, owners.slice(i, i + atOnce))));
  await db.query('ANALYZE account, credential, api_key');
  return tokens;
}

/** One key for each name in the list. */
export async function insertKeys(db: Client, owners: readonly string[]): Promise<string[]> {
  const keys = owners.map((userId) => ({ userId, bare: randomBase62(20), secret: randomBase62(43) }));
  const tokens = keys.map(({ bare, secret }) => formatToken({ kind: 'key', id: bare, secret }));
  const ids = keys.map(({ bare }) => `key_${bare}`);
  await db.query(
    `INSERT INTO credential (id, user_id, kind, secret_hash, rights, epoch, generation)
     SELECT k.id, k.user_id, 'key', k.hash, $4, a.key_epoch, g.value
       FROM unnest($1::text[], $2::text[], $3::bytea[]) AS k (id, user_id, hash)
       JOIN account a USING (user_id), generation g`,
    [ids, owners, keys.map(({ secret }) => sha256(secret)), keyRights],
  );
  await db.query('INSERT INTO api_key (credential_id, last4) SELECT * FROM unnest($1::text[], $2::text[])', [
    ids,
    tokens.map((token) => token.slice(-4)),
  ]);
  return tokens;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
