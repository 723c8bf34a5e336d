import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '@latchkey/local/temporary-folder';

const runner = fileURLToPath(new URL('../run-bundle.cjs', import.meta.url));
const folder = temporaryFolder();
const bundle = join(folder.path, 'bundle.cjs');
// A function's text is compiled when it is called: the second time from the cache.
const says = (word: string): string =>
  `function say() { console.log('${word}', process.argv.slice(2).join(), typeof require('node:os').cpus); } say();`;

const run = (...flags: string[]): string =>
  execFileSync(process.execPath, [...flags, runner, bundle, 'one', 'two'], { encoding: 'utf8' });
const caches = (): string[] => readdirSync(folder.path).filter((name) => name !== 'bundle.cjs');

beforeEach(() => writeFileSync(bundle, says('hello')));
afterAll(() => folder.remove());

describe('a bundle', () => {
  it('runs with its arguments, the same without and with what was compiled before', () => {
    expect(run()).toBe('hello one,two function\n');
    const [cache] = caches();
    expect(cache).toMatch(/^bundle\.cjs\.[0-9a-f]{16}\.[0-9a-f]+\.cache$/);
    expect(run()).toBe('hello one,two function\n');
    expect(caches()).toEqual([cache]);
  });

  it('of the same length with other content is compiled anew, and what was compiled of the old one goes', () => {
    run();
    const [old] = caches();
    writeFileSync(bundle, says('howdy'));
    expect(run()).toContain('howdy');
    expect(caches()).toHaveLength(1);
    expect(caches()).not.toContain(old);
  });

  it('runs when what was compiled before is damaged, and mends it', () => {
    run();
    const [cache = ''] = caches();
    writeFileSync(join(folder.path, cache), 'half a fi');
    expect(run()).toContain('hello');
    expect(run()).toContain('hello');
    expect(caches()).toEqual([cache]);
  });

  it('runs when a byte anywhere in what was compiled before is another, and mends it', () => {
    run();
    const [cache = ''] = caches();
    const whole = readFileSync(join(folder.path, cache));
    for (const at of [0, 31, 32, whole.length >> 1, whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ 0xff;
      writeFileSync(join(folder.path, cache), damaged);
      expect(run()).toBe('hello one,two function\n');
      expect(readFileSync(join(folder.path, cache)).equals(damaged)).toBe(false);
    }
  });

  it('keeps what was compiled for each set of V8’s flags', () => {
    run();
    expect(run('--stack-size=900')).toContain('hello');
    expect(caches()).toHaveLength(2);
  });

  it('that fails ends with its error', () => {
    writeFileSync(bundle, 'throw new Error("no")');
    expect(() => run()).toThrow('no');
  });
});
