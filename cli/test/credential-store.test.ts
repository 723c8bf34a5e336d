import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';

const folder = join(mkdtempSync(join(tmpdir(), 'latchkey-store-')), 'latchkey');
const store = fileURLToPath(new URL('../dist/credential-store.js', import.meta.url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that saves and reads a credential again and again; it ends with 1 when it reads half of one. */
const writer = (n: number) => `
  const { CredentialStore } = await import(${JSON.stringify(store)});
  const store = new CredentialStore(${JSON.stringify(folder)});
  for (let i = 0; i < 50; i++) {
    const credential = { token: '${n}'.repeat(100 * ${n}), handle: 'ada', savedAt: new Date().toISOString(), expiresAt: null };
    await store.save({ url: 'http://shared.example', ...credential });
    await store.save({ url: 'http://own-${n}.example', ...credential });
    const { token } = await store.read('http://shared.example');
    if (!/^(.)\\1*$/.test(token) || token.length !== 100 * Number(token[0])) process.exit(1);
  }`;

const run = (code: string) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('exit', resolve);
  });

describe('credentials, with several processes at once', () => {
  it('are never half written, never lost, never open to others', async () => {
    const codes = await Promise.all([1, 2, 3, 4].map((n) => run(writer(n))));
    expect(codes).toEqual([0, 0, 0, 0]);
    const names = readdirSync(folder);
    expect(names.sort()).toEqual(
      [
        'current',
        ...[1, 2, 3, 4].map((n) => `http%3A%2F%2Fown-${n}.example.json`),
        'http%3A%2F%2Fshared.example.json',
      ].sort(),
    );
    for (const name of names) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    for (const n of [1, 2, 3, 4]) {
      const own = JSON.parse(readFileSync(join(folder, `http%3A%2F%2Fown-${n}.example.json`), 'utf8'));
      expect(own.token).toBe(`${n}`.repeat(100 * n));
    }
  });
});
