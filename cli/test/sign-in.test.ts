import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signUp } from '@latchkey/testing/people';
import { codeOf, decide, login, signIn } from './support/approval.js';
import { Cli } from './support/cli.js';

let latchkey: Latchkey;
let ada: Person & { id: string; token: string };
let cli: Cli;

beforeAll(async () => {
  latchkey = await Latchkey.borrow();
}, 120_000);
afterAll(() => latchkey?.stop(), 60_000);

beforeEach(async () => {
  ada = await signUp(latchkey);
  cli = new Cli(latchkey.origin());
});
afterEach(() => cli.leave());

const tokenOf = (folder: string): string => {
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return JSON.parse(readFileSync(join(folder, file), 'utf8')).token;
};

const verify = async (token: string) => (await latchkey.ask('GET', '/v1/auth/verify', { token })).status;

describe('latchkey login', () => {
  it('SPC-6: is approved in a browser that sees who asks, and keeps a token 0600 for 30 days', async () => {
    const running = cli.start(['login']);
    const code = await codeOf(running);
    expect(running.stderr()).toContain(`/device?code=${code}`);
    const asked = await latchkey.ask('GET', `/v1/device-logins/${code}`, { token: ada.token });
    expect(asked.body).toMatchObject({
      ipAddress: '127.0.0.1',
      device: { browser: 'latchkey-cli' },
      status: 'pending',
    });
    await decide(latchkey, code, { token: ada.token, approve: true });

    expect(await running.end).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`as ${ada.handle} until`),
    });
    expect(statSync(cli.folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(cli.folder))
      expect(statSync(join(cli.folder, name)).mode & 0o777).toBe(0o600);
    expect(tokenOf(cli.folder)).toMatch(/^lk_cli_/);
    const { handle, userId, name, expiresAt } = await cli.json(['whoami']);
    expect({ handle, userId, name }).toEqual({ handle: ada.handle, userId: ada.id, name: 'Ada' });
    expect((Date.parse(expiresAt) - Date.now()) / 86_400_000).toBeCloseTo(30, 1);
    const { items } = await cli.json(['users', 'sessions', 'list']);
    expect(items.find((session: { current: boolean }) => session.current)).toMatchObject({ kind: 'cli' });
  });

  it('ends with 4 when it is declined, and keeps nothing', async () => {
    const running = cli.start(['login']);
    await decide(latchkey, await codeOf(running), { token: ada.token, approve: false });
    expect(await running.end).toMatchObject({ code: 4, stderr: expect.stringContaining('declined') });
    expect(await cli.run(['whoami'])).toMatchObject({ code: 3 });
  });

  it('again ends the sign-in that it replaces', async () => {
    await signIn(latchkey, cli, ada.token);
    const first = tokenOf(cli.folder);
    await login(latchkey, cli, ada.token);
    expect(await verify(first)).toBe(401);
    expect(await verify(tokenOf(cli.folder))).toBe(204);
  });

  it('takes an API key from stdin; logging out forgets it and leaves it alone', async () => {
    const body = { rights: ['RIGHT_USER_INFO', 'RIGHT_USER_SETTINGS_API_KEYS'], expiresInDays: 3 };
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', { token: ada.token, body });
    const { token, apiKey } = made.body;
    const entered = await cli.run(['login', '--api-key'], { stdin: `${token}\n` });
    expect(entered).toMatchObject({ code: 0, stderr: expect.stringContaining(`as ${ada.handle}`) });

    const who = await cli.run(['whoami']);
    expect(who.stdout).toContain(apiKey.id);
    expect(who.stderr).toContain('Warning: Your credential for');
    expect(who.stderr).toContain('expires in 3 days');
    expect(await cli.run(['users', 'sessions', 'list'])).toMatchObject({ code: 4 });

    expect(await cli.run(['logout'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('still valid'),
    });
    expect(await cli.run(['whoami'])).toMatchObject({ code: 3 });
    expect(await verify(token)).toBe(204);
  });

  it('refuses a key that no longer works, and keeps nothing', async () => {
    const made = await latchkey.ask('POST', '/v1/users/me/api-keys', {
      token: ada.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    await latchkey.ask('DELETE', `/v1/users/me/api-keys/${made.body.apiKey.id}`, { token: ada.token });
    expect(await cli.run(['login', '--api-key'], { stdin: made.body.token })).toMatchObject({ code: 3 });
    expect(() => readdirSync(cli.folder)).toThrow();
  });
});

describe('latchkey logout', () => {
  it('ends the sign-in on the server and forgets it', async () => {
    await signIn(latchkey, cli, ada.token);
    const token = tokenOf(cli.folder);
    expect(await cli.run(['logout'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('signed out'),
    });
    expect(await verify(token)).toBe(401);
    expect(readdirSync(cli.folder)).toEqual([]);
    expect(await cli.run(['logout'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('not signed in'),
    });
  });
});

describe('latchkey sessions', () => {
  it('TTS-11, LK-4: lists them, ends one, ends all others with a receipt', async () => {
    await signIn(latchkey, cli, ada.token);
    const others = await Promise.all([1, 2].map(() => signInAgain()));
    const [first = ''] = others;
    const id = `ses_${first.slice(7, 27)}`;
    const list = await cli.run(['sessions', 'list']);
    expect(list.stdout).toContain(id);
    expect(await cli.run(['sessions', 'end', id])).toMatchObject({ code: 0 });
    expect(await verify(first)).toBe(401);

    const ended = await cli.run(['users', 'sessions', 'end-others', '--yes']);
    expect(ended).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Revoked 2 sessions. Accepted nowhere since'),
    });
    for (const token of [ada.token, ...others]) expect(await verify(token)).toBe(401);
    expect(await cli.run(['whoami'])).toMatchObject({ code: 0 });
  });

  it('ending the own one signs out here', async () => {
    await signIn(latchkey, cli, ada.token);
    const ended = await cli.run(['sessions', 'end', 'current']);
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('latchkey login') });
    expect(readdirSync(cli.folder)).toEqual([]);
  });

  const signInAgain = async (): Promise<string> => {
    const body = { identifier: ada.handle, password: ada.password, transport: 'bearer' };
    return (await latchkey.ask('POST', '/v1/sessions', { body })).body.token;
  };
});

describe('latchkey users api-keys rotate', () => {
  const keys = ['users', 'api-keys'];
  const asAda = () => ({ env: { LATCHKEY_TOKEN: ada.token } });

  it('replaces a key, and lets the old one work on for its grace alone', async () => {
    const old = await cli.json([...keys, 'create', '--right-user-info'], asAda());
    const next = await cli.json([...keys, 'rotate', old.apiKey.id, '--grace', '1h'], asAda());
    expect([await verify(old.token), await verify(next.token)]).toEqual([204, 204]);
    expect(await cli.run([...keys, 'rotate', next.apiKey.id], asAda())).toMatchObject({ code: 2 });
    const last = await cli.json([...keys, 'rotate', next.apiKey.id, '--yes'], asAda());
    expect([await verify(next.token), await verify(last.token)]).toEqual([401, 204]);
  });
});

describe('latchkey revoke', () => {
  it('LK-2: kills a leaked token without a sign-in, and its owner is told', async () => {
    const body = { name: 'leaky', rights: ['RIGHT_USER_INFO'] };
    const tokens: string[] = [];
    for (const name of ['argument', 'stdin']) {
      const made = await latchkey.ask('POST', '/v1/users/me/api-keys', {
        token: ada.token,
        body: { ...body, name },
      });
      tokens.push(made.body.token);
    }
    const [first = '', second = ''] = tokens;
    expect(await cli.run(['revoke', first])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('dead everywhere'),
    });
    expect(await cli.run(['revoke'], { stdin: `\n${second}\n` })).toMatchObject({ code: 0 });
    for (const token of tokens) expect(await verify(token)).toBe(401);
    await eventually(async () => {
      const { body: inbox } = await latchkey.ask('GET', '/v1/users/me/notifications', { token: ada.token });
      expect(inbox.items.map(({ type }: { type: string }) => type)).toContain('credential_leaked');
    });
  });
});

describe('latchkey notifications and audit-log', () => {
  it('TTS-7, SPC-8: are read and marked by whoever is signed in', async () => {
    const env = { LATCHKEY_TOKEN: ada.token };
    await eventually(async () => {
      expect(
        (await cli.json(['notifications', 'list', '--status', 'unseen'], { env })).items,
      ).not.toHaveLength(0);
    });
    expect(await cli.run(['notifications', 'mark-seen', '--all'], { env })).toMatchObject({ code: 0 });
    expect((await cli.json(['notifications', 'list'], { env })).unseenCount).toBe(0);

    await eventually(async () => {
      const { items } = await cli.json(['audit-log', 'list', '--action', 'session.create'], { env });
      expect(items).toEqual([
        expect.objectContaining({ action: 'session.create', outcome: 'success', ipAddress: '127.0.0.1' }),
      ]);
    });
    const paged = await cli.run(['audit-log', 'list', '--limit', '1'], { env });
    expect(paged.stdout.trim().split('\n')).toHaveLength(2);
    expect(paged.stderr).toContain('There are more');
  });
});
