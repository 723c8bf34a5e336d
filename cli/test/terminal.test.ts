import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatToken } from '@latchkey/contracts/token';
import { eventually } from '@latchkey/testing/eventually';
import { Cli, program } from './support/cli.js';

/** `script` of util-linux gives a program a terminal; elsewhere its flags are others. */
const onTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux')
  ? it
  : it.skip;

let nobody: Server;
let cli: Cli;

beforeAll(async () => {
  nobody = createServer((_request, response) => response.writeHead(500).end());
  await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
  cli = new Cli(`http://127.0.0.1:${(nobody.address() as AddressInfo).port}`);
});

afterAll(() => {
  nobody.closeAllConnections();
  nobody.close();
  cli.leave();
});

/** Runs on a terminal of its own; each answer is typed when its question is there. */
async function typing(
  args: readonly string[],
  answers: readonly (readonly [question: string, typed: string])[],
  env = {},
) {
  const command = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: cli.environment({ TERM: 'xterm', ...env }),
  });
  let screen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
  });
  const end = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for (const [question, typed] of answers) {
    await eventually(() => expect(screen).toContain(question));
    child.stdin.write(typed);
  }
  return { code: await end, screen };
}

describe('on a terminal', () => {
  onTerminal('a secret that is typed is not shown', async () => {
    const { code, screen } = await typing(['login', '--api-key'], [['API key: ', 'not-a-key-at-all\r']]);
    expect(code).toBe(2);
    expect(screen).toContain('This is no API key');
    expect(screen).not.toContain('not-a-key');
  });

  onTerminal('Ctrl-C and Ctrl-D at a question end it, and nothing is done', async () => {
    for (const key of ['\u0003', '\u0004'])
      expect(await typing(['revoke'], [['Token: ', key]])).toMatchObject({ code: 130 });
  });

  onTerminal('colour is there, and gone with NO_COLOR, --no-color and a dumb terminal', async () => {
    expect((await typing(['revoke', 'x'], [])).screen).toContain('\u001b[31m');
    expect((await typing(['revoke', 'x', '--no-color'], [])).screen).not.toContain('\u001b[');
    expect((await typing(['revoke', 'x'], [], { NO_COLOR: '1' })).screen).not.toContain('\u001b[');
    expect((await typing(['revoke', 'x'], [], { TERM: 'dumb' })).screen).not.toContain('\u001b[');
  });

  onTerminal('a typo in a secret is found before anything is sent', async () => {
    const token = formatToken({ kind: 'key', id: 'A'.repeat(20), secret: 'b'.repeat(43) });
    const typo = `${token.slice(0, 40)}c${token.slice(41)}`;
    const wrong = await typing(['revoke'], [['Token: ', `${typo}\r`]]);
    expect(wrong).toMatchObject({
      code: 2,
      screen: expect.stringContaining('has a typo: its checksum does not fit'),
    });
    const right = await typing(['revoke'], [['Token: ', `${token}\r`]]);
    expect(right).toMatchObject({ code: 8, screen: expect.stringContaining('500') });
  });
});

describe('without a terminal', () => {
  it('what is missing ends the command, it does not wait', async () => {
    expect(await cli.run(['login', '--api-key'])).toMatchObject({ code: 2, stdout: '' });
    const asked = await cli.run(['users', 'reset-authentication'], { env: { LATCHKEY_TOKEN: 'x' } });
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  });

  it('there is no colour', async () => {
    const { stderr } = await cli.run(['revoke', 'x']);
    expect(stderr).not.toContain('\u001b');
  });

  it('a failure is one line of JSON for programs', async () => {
    const { code, stdout, stderr } = await cli.run(['whoami', '--json']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { exitCode: 3, next: expect.stringContaining('latchkey login') },
    });
  });

  it('wrong flags are 2, no server is 8, and each says what to do', async () => {
    expect(await cli.run(['users', 'api-keys', 'create', '--expires-in-days', 'soon'])).toMatchObject({
      code: 2,
    });
    expect(await cli.run(['users', 'api-keys', 'lst'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('list'),
    });
    const away = await cli.run(['policy', 'show'], { env: { LATCHKEY_URL: 'http://127.0.0.1:9' } });
    expect(away).toMatchObject({ code: 8, stderr: expect.stringContaining('--url') });
  });

  it('help works while no server answers, and lists a flag for each right', async () => {
    const { code, stdout } = await cli.run(['users', 'api-keys', 'create', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--right-user-all');
  });
});
