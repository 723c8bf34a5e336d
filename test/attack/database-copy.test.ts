import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatToken, parseToken } from '@latchkey/contracts/token';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';
import pg from 'pg';
import { linkIn, resetMails } from '../password-resets.js';

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
    await latchkey.ask('POST', '/v1/password-resets', { body: { identifier: ada.email } });
    const link = await eventually(async () => {
      const [mail] = await resetMails(latchkey, ada.email);
      expect(mail).toBeDefined();
      return linkIn(mail);
    });
    live = [ada.token, key.body.token, await signIn(latchkey, ada)];
    secrets = [...live.map((token) => parseToken(token)?.secret ?? token), deviceCode, link, ada.password];
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
});
