import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { program } from './program.js';

let root: string;
const main = 'services/audit/dist/main.js';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-program-'));
  built('services/audit/dist/main.js', 1);
  built('services/audit/dist/.tsbuildinfo', 1);
  built('packages/errors/dist/.tsbuildinfo', 2);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a program runs from its bundle', () => {
  built('services/audit/dist/bundle.cjs', 3);

  expect(program(root, main)).toEqual([
    join(root, 'local/run-bundle.cjs'),
    join(root, 'services/audit/dist/bundle.cjs'),
  ]);
});

test.each(['services/audit', 'packages/errors'])(
  'not from one that is older than what was built of %s',
  (of) => {
    built('services/audit/dist/bundle.cjs', 3);
    built(`${of}/dist/.tsbuildinfo`, 4);

    expect(program(root, main)).toEqual([join(root, main)]);
  },
);

test('nor without one', () => {
  expect(program(root, main)).toEqual([join(root, main)]);
});

/** @param at a time, in seconds */
function built(path: string, at: number): void {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, at, at);
}
