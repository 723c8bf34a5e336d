// node tools/attack-coverage.mjs: which attack cases have no test. Red when one has neither a test nor a reason.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, titlesIn } from './attack-titles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const json = (file) => JSON.parse(readFileSync(join(root, 'test/attack', file), 'utf8'));
const notOurs = new Set(['node_modules', 'dist', 'bench']);

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return /\.(test|spec)\.ts$/.test(entry.name) ? [path] : [];
  });
}

const titles = testFiles(root).flatMap((file) => titlesIn(readFileSync(file, 'utf8'), file));
const notYet = json('not-yet.json');
const ids = Object.values(json('ids.json')).flat();
const { tested, excused, missing, stale, unknown } = compare({ ids, notYet, titles });

console.log(
  `${ids.length} cases, ${tested.length} tested, ${excused.length} not yet, ${missing.length} missing`,
);
for (const id of excused) console.log(`not yet: ${id}: ${notYet[id]}`);
for (const id of missing) console.error(`no test: ${id}`);
for (const id of stale) console.error(`has a test, and a reason why not: ${id}`);
for (const id of unknown) console.error(`a reason for no known case: ${id}`);
process.exit(missing.length + stale.length + unknown.length === 0 && tested.length > 0 ? 0 : 1);
