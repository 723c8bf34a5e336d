import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CredentialStore, type StoredCredential } from './credential-store.js';

let home: string;
let store: CredentialStore;
const folder = () => join(home, 'config', 'latchkey');
const modeOf = (file: string) => statSync(file).mode & 0o777;
const files = () => readdirSync(folder()).map((name) => join(folder(), name));

const credential = (url: string, token = 'lk_cli_x'): StoredCredential => ({
  url,
  token,
  handle: 'ada',
  savedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: null,
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-cli-'));
  store = new CredentialStore(folder());
});

afterEach(() => rmSync(home, { recursive: true }));

describe('CredentialStore', () => {
  it('keeps one credential for each Latchkey, and which was last', async () => {
    await store.save(credential('http://localhost:8080', 'one'));
    await store.save(credential('https://accounts.example.com/latchkey', 'two'));
    expect((await store.read('http://localhost:8080'))?.token).toBe('one');
    expect((await store.read('https://accounts.example.com/latchkey'))?.token).toBe('two');
    expect(await store.read('https://accounts.example.com')).toBeUndefined();
    expect(await store.current()).toBe('https://accounts.example.com/latchkey');
    expect((await store.urls()).sort()).toEqual([
      'http://localhost:8080',
      'https://accounts.example.com/latchkey',
    ]);
  });

  it('is readable to its owner alone, whatever the umask and the folder were', async () => {
    const umask = process.umask(0);
    try {
      await store.save(credential('http://localhost:8080'));
      chmodSync(folder(), 0o755);
      await store.save(credential('http://localhost:8081'));
    } finally {
      process.umask(umask);
    }
    expect(modeOf(folder())).toBe(0o700);
    for (const file of files()) expect(modeOf(file)).toBe(0o600);
  });

  it('closes a file that others could read, and says so once', async () => {
    await store.save(credential('http://localhost:8080'));
    for (const file of files()) chmodSync(file, 0o644);
    expect(await store.closeIfOpen('http://localhost:8080')).toBe(true);
    expect(await store.closeIfOpen('http://localhost:8080')).toBe(false);
  });

  it('forgets one and keeps the others', async () => {
    await store.save(credential('http://a.example'));
    await store.save(credential('http://b.example'));
    await store.forget('http://b.example');
    await store.forget('http://never.example');
    expect(await store.read('http://b.example')).toBeUndefined();
    expect(await store.read('http://a.example')).toBeDefined();
    expect(await store.current()).toBeUndefined();
  });

  it('is never half written: readers see an old or a new credential, and nothing is left over', async () => {
    const url = 'http://localhost:8080';
    const tokens = Array.from({ length: 40 }, (_, i) => `token-${i}`.padEnd(200_000 + i, '.'));
    await store.save(credential(url, tokens[0]));
    let writing = true;
    const reader = async () => {
      while (writing) expect(tokens).toContain((await store.read(url))?.token);
    };
    const reading = Promise.all([reader(), reader(), reader()]);
    await Promise.all(tokens.map((token) => new CredentialStore(folder()).save(credential(url, token))));
    writing = false;
    await reading;
    expect(tokens).toContain((await store.read(url))?.token);
    expect(files()).toHaveLength(2);
  });

  it('loses nothing when many log in to many at once', async () => {
    const urls = Array.from({ length: 30 }, (_, i) => `http://localhost:${9000 + i}`);
    await Promise.all(urls.map((url) => store.save(credential(url, url))));
    for (const url of urls) expect((await store.read(url))?.token).toBe(url);
    expect(urls).toContain(await store.current());
  });

  it.each(['', '{', '{"url":"http://localhost:8080"}'])('says which file is damaged: %p', async (text) => {
    await store.save(credential('http://localhost:8080'));
    const file = files().find((name) => name.endsWith('.json')) ?? '';
    writeFileSync(file, text);
    await expect(store.read('http://localhost:8080')).rejects.toMatchObject({
      kind: 'notSignedIn',
      message: `${file} is damaged.`,
    });
  });

  it('never hands one server the credential of another', async () => {
    await store.save(credential('http://a.example', 'for a'));
    await store.save(credential('http://b.example', 'for b'));
    const [a = '', b = ''] = files()
      .filter((name) => name.endsWith('.json'))
      .sort();
    writeFileSync(b, readFileSync(a));
    await expect(store.read('http://b.example')).rejects.toThrow('is damaged');
  });
});
