import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseToken } from '@latchkey/contracts/token';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signUp, trySignIn } from '@latchkey/testing/people';
import { signIn } from './support/approval.js';
import { Cli } from './support/cli.js';
import { forgetProofs } from './support/database.js';

let latchkey: Latchkey;
let ada: Person & { id: string; token: string };
let cli: Cli;

beforeAll(async () => {
  latchkey = await Latchkey.borrow({ LATCHKEY_POLICY: 'things-stack' });
}, 120_000);
afterAll(() => latchkey?.stop(), 60_000);

beforeEach(async () => {
  ada = await signUp(latchkey);
  cli = new Cli(latchkey.origin());
});
afterEach(() => cli.leave());

const asAda = () => ({ env: { LATCHKEY_TOKEN: ada.token } });
const verify = async (token: string) => (await latchkey.ask('GET', '/v1/auth/verify', { token })).status;
const keys = ['users', 'api-keys'];

describe('latchkey users api-keys', () => {
  it('TTS-10: create prints the key, and nothing else, to stdout', async () => {
    const args = [...keys, 'create', '--name', 'my key', '--user-id', ada.handle, '--right-user-all'];
    const { code, stdout, stderr } = await cli.run(args, asAda());
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('never shown again') });
    const token = stdout.trim();
    expect(stdout).toBe(`${token}\n`);
    expect(parseToken(token)?.kind).toBe('key');
    const whole = await latchkey.ask('GET', '/v1/users/me', { token });
    expect(whole.body).toMatchObject({ id: ada.id, email: ada.email });
  });

  it('TTS-8, TTS-10: list, get, set, delete', async () => {
    const made = [
      '--name',
      'a',
      '--right-user-info',
      '--rights',
      'RIGHT_USER_DELETE',
      '--expires-in-days',
      '30',
    ];
    const { token, apiKey } = await cli.json([...keys, 'create', ...made, '--cidr', '127.0.0.1'], asAda());
    expect(apiKey).toMatchObject({
      rights: expect.arrayContaining(['RIGHT_USER_INFO', 'RIGHT_USER_DELETE']),
    });
    expect((await cli.run([...keys, 'list'], asAda())).stdout).toContain(apiKey.id);

    const changes = [
      '--name',
      'b',
      '--rights',
      'user-info',
      '--expires-at',
      '2030-01-31T12:00:00Z',
      '--no-cidr',
    ];
    await cli.json([...keys, 'set', apiKey.id, ...changes], asAda());
    expect(await cli.json([...keys, 'get', '--api-key-id', apiKey.id], asAda())).toMatchObject({
      name: 'b',
      rights: ['RIGHT_USER_INFO'],
      expiresAt: '2030-01-31T12:00:00.000Z',
      allowedCidrs: [],
    });

    expect(await cli.run([...keys, 'delete', apiKey.id], asAda())).toMatchObject({ code: 2 });
    expect(await verify(token)).toBe(204);
    expect(await cli.run([...keys, 'delete', apiKey.id, '--yes'], asAda())).toMatchObject({ code: 0 });
    expect(await verify(token)).toBe(401);
    expect(await cli.run([...keys, 'get', apiKey.id], asAda())).toMatchObject({ code: 5 });
  });

  it('takes the rights of the deployment, and names the nearest to one that is not there', async () => {
    const { rights } = await cli.json(['policy', 'show']);
    expect(rights.map(({ id }: { id: string }) => id)).toContain('RIGHT_APPLICATION_INFO');
    const help = await cli.run([...keys, 'create', '--help']);
    expect(help.stdout).toContain('--right-application-info');
    const { apiKey } = await cli.json([...keys, 'create', '--right-application-info'], asAda());
    expect(apiKey.rights).toEqual(['RIGHT_APPLICATION_INFO']);
    const wrong = await cli.run([...keys, 'create', '--right-aplication-info'], asAda());
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean RIGHT_APPLICATION_INFO?'),
    });
  });

  it('TTS-9: a key makes none wider than itself: 4', async () => {
    const narrow = await cli.json([...keys, 'create', '--right-user-settings-api-keys'], asAda());
    const env = { LATCHKEY_TOKEN: narrow.token };
    expect(await cli.run([...keys, 'create', '--right-user-all'], { env })).toMatchObject({ code: 4 });
    expect(await cli.run([...keys, 'create', '--right-user-settings-api-keys'], { env })).toMatchObject({
      code: 0,
    });
    expect(await cli.run(['users', 'get'], { env })).toMatchObject({ code: 4 });
  });

  it('says it where the policy has no rotation: 4', async () => {
    const { apiKey } = await cli.json([...keys, 'create', '--right-user-info'], asAda());
    const refused = await cli.run([...keys, 'rotate', apiKey.id, '--yes'], asAda());
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('Make a new one') });
  });

  it('asked twice with one idempotency key makes one key, and does not repeat its secret: 6', async () => {
    const args = [...keys, 'create', '--right-user-info', '--idempotency-key', 'once'];
    const first = await cli.run(args, asAda());
    const second = await cli.run(args, asAda());
    expect(first.code).toBe(0);
    expect(second).toMatchObject({ code: 6, stdout: '', stderr: expect.stringContaining('not shown twice') });
    expect((await cli.json([...keys, 'list'], asAda())).items).toHaveLength(1);
  });

  it('after ten minutes asks for the password, once', async () => {
    await signIn(latchkey, cli, ada.token);
    await forgetProofs(latchkey);
    const args = [...keys, 'create', '--right-user-info'];
    expect(await cli.run(args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Current password is needed'),
    });
    expect(await cli.run(args, { stdin: 'wrong\n' })).toMatchObject({ code: 4, stdout: '' });
    const right = await cli.run(args, { stdin: `${ada.password}\n` });
    expect(right).toMatchObject({ code: 0, stdout: expect.stringMatching(/^lk_key_/) });
  });
});

describe('latchkey users update-password', () => {
  const next = 'Another-Harbour-42-9';

  it('TTS-4, TTS-10: prints the rules, asks for what is missing, and refuses what does not keep them', async () => {
    const weak = await cli.run(['users', 'update-password'], {
      ...asAda(),
      stdin: `${ada.password}\nshort\n`,
    });
    expect(weak).toMatchObject({ code: 2, stdout: '' });
    expect(weak.stderr).toContain('Use at least one digit.');
    const wrong = await cli.run(['users', 'update-password', '--new', next], {
      ...asAda(),
      stdin: 'not it\n',
    });
    expect(wrong).toMatchObject({ code: 4 });
    const changed = await cli.run(
      ['users', 'update-password', '--old', ada.password, '--new', next],
      asAda(),
    );
    expect(changed).toMatchObject({ code: 0, stderr: expect.stringContaining('The password is changed.') });
    expect(await verify(ada.token)).toBe(204);
    expect(await trySignIn(latchkey, { handle: ada.handle, password: next })).toMatchObject({ status: 201 });
  });

  it('TTS-5: --revoke-all-access ends every sign-in, this one too; API keys go on, and it says so', async () => {
    await signIn(latchkey, cli, ada.token);
    const key = (await cli.run([...keys, 'create', '--right-user-info'])).stdout.trim();
    const args = ['users', 'update-password', '--old', ada.password, '--new', next, '--revoke-all-access'];
    const { code, stderr } = await cli.run(args);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('Revoked 1 session and 1 CLI sign-in.'),
    });
    expect(stderr).toContain('go on working');
    expect(stderr).toContain('This ended your own sign-in here too.');
    expect([await verify(ada.token), await verify(key)]).toEqual([401, 204]);
    expect(await cli.run(['whoami'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('not signed in'),
    });
  });
});

describe('latchkey users reset-authentication', () => {
  it('SPC-7: kills sessions and keys, this sign-in too', async () => {
    await signIn(latchkey, cli, ada.token);
    const key = (await cli.run([...keys, 'create', '--right-user-info'])).stdout.trim();
    expect(await cli.run(['users', 'reset-authentication'])).toMatchObject({ code: 2 });
    const receipt = await cli.json(['users', 'reset-authentication', '--yes']);
    expect(receipt.revoked).toEqual({ sessions: 1, cliTokens: 1, apiKeys: 1 });
    expect([await verify(ada.token), await verify(key)]).toEqual([401, 401]);
    expect(await cli.run(['whoami'])).toMatchObject({ code: 3 });
  });
});
