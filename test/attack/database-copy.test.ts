import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatToken, parseToken } from '@latchkey/contracts/token';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp, somebody } from '@latchkey/testing/people';
import { askForReset } from '@latchkey/testing/reset-link';
import { Redis } from 'ioredis';
import pg from 'pg';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Every value of every column of a database, as texts that could be sent. */
async function valuesOf(connectionString: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows: tables } = await client.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const values = new Set<string>();
  for (const { name } of tables) {
    for (const row of (await client.query(`SELECT * FROM ${name}`)).rows) {
      for (const value of Object.values(row)) for (const text of textsOf(value)) values.add(text);
    }
  }
  await client.end();
  return values;
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Buffer.isBuffer(value))
    return (['hex', 'base64', 'base64url'] as const).map((as) => value.toString(as));
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'object' && value !== null && !(value instanceof Date))
    return Object.values(value).flatMap(textsOf);
  return [];
}

/** What fits into a header. */
const isSendable = (text: string): boolean => /^[\x21-\x7e]{1,300}$/.test(text) && !/[;,"]/.test(text);

describe('somebody with a copy of all databases', () => {
  let latchkey: Latchkey;
  let values: string[];
  let live: string[];
  let secrets: string[];
  let resetToken: string;

  beforeAll(async () => {
    latchkey = await Latchkey.start();
    const ada = await signUp(latchkey);
    const body = { rights: ['RIGHT_USER_ALL'] };
    const key = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body,
      headers: { 'idempotency-key': 'one-for-the-copy' },
    });
    const login = await latchkey.ask('POST', '/oauth2/device_authorization', {
      headers: form,
      body: 'client_id=tool',
    });
    const { user_code: userCode, device_code: deviceCode } = login.body;
    await latchkey.ask('POST', `/v1/device-logins/${userCode}`, {
      token: ada.token,
      body: { approve: true },
    });
    await eventually(async () => {
      const { body: inbox } = await latchkey.ask('GET', '/v1/users/me/notifications', { token: ada.token });
      expect(inbox.items.length).toBeGreaterThan(0);
    });
    resetToken = await askForReset(latchkey, ada);
    live = [ada.token, key.body.token, await signIn(latchkey, ada)];
    secrets = [
      ...live.map((token) => parseToken(token)?.secret ?? token),
      deviceCode,
      ada.password,
      resetToken,
    ];
    const { databases } = readConnections(latchkey.dataDir);
    const all = await Promise.all(Object.values(databases).map(valuesOf));
    expect(all.map((some) => some.size > 0)).toEqual([true, true, true, true]);
    values = [...new Set(all.flatMap((some) => [...some]))];
  }, 120_000);
  afterAll(() => latchkey?.stop());

  /** The names of all ways in which one of them let somebody in. */
  async function letIn(tries: readonly { token?: string; cookie?: string }[]): Promise<unknown[]> {
    const queue = [...tries];
    const opened: unknown[] = [];
    const work = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const { status } = await latchkey.ask('GET', '/v1/users/me', next);
        if (status !== 401) opened.push([status, next]);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return opened;
  }
  const bothWays = (token: string) => [{ token }, { cookie: `latchkey_session=${token}` }];

  it('R16 finds no token, no secret of one and no password in it', async () => {
    expect(await letIn(live.map((token) => ({ token })))).toHaveLength(live.length);
    const whole = values.join('\n');
    expect(whole).toContain(parseToken(live[0] as string)?.id);
    for (const secret of [...live, ...secrets]) expect(whole).not.toContain(secret);
  });

  it('R16 is let in by no value of any column, as a token or a cookie', async () => {
    const sendable = values.filter(isSendable);
    expect(sendable.length).toBeGreaterThan(100);
    expect(await letIn(sendable.flatMap(bothWays))).toEqual([]);
  });

  it('R16 forms no token of an id and a value, each with the right checksum', async () => {
    const ids = live.map((token) => parseToken(token) as { kind: 'ses' | 'key'; id: string });
    const asSecrets = values
      .map((value) => value.replace(/[^0-9A-Za-z]/g, ''))
      .filter((value) => value.length >= 43)
      .flatMap((value) => [value.slice(0, 43), value.slice(-43)]);
    expect(asSecrets.length).toBeGreaterThan(10);
    const forged = ids.flatMap(({ kind, id }) =>
      [...new Set(asSecrets)].map((secret) => formatToken({ kind, id, secret })),
    );
    expect(parseToken(forged[0] as string)).toBeDefined();
    expect(await letIn(forged.flatMap(bothWays))).toEqual([]);
  }, 60_000);

  it('R16 sets no password with a value of any column, as a link to do so', async () => {
    const { password: newPassword } = somebody();
    const complete = async (token: string) =>
      (await latchkey.ask('POST', '/v1/password-resets/complete', { body: { token, newPassword } })).status;
    const sendable = values.filter(isSendable);
    expect(sendable).toContain(createHash('sha256').update(resetToken).digest('hex'));
    const opened: string[] = [];
    for (const value of sendable) if ((await complete(value)) !== 410) opened.push(value);
    expect(opened).toEqual([]);
    expect(await complete(resetToken)).toBe(200);
  }, 60_000);

  it('R16 ASVS 14.2.1 a link that was mailed stands in no file but the mailbox: no log, no stream, no queue', async () => {
    const redis = new Redis(readConnections(latchkey.dataDir).redis);
    await redis.save();
    redis.disconnect();
    const files = filesUnder(latchkey.dataDir).filter((path) => !/mailbox/.test(path));
    expect(files.some((path) => path.includes('/log/gateway'))).toBe(true);
    expect(files.some((path) => /jetstream/.test(path))).toBe(true);
    expect(files.filter((path) => contains(path, resetToken))).toEqual([]);
  });
});

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Files come and go while servers run. */
function contains(path: string, text: string): boolean {
  try {
    return readFileSync(path).includes(text);
  } catch {
    return false;
  }
}
