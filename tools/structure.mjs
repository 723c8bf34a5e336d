// npm run structure: the six rules of ARCHITECTURE.md, over every module of the source. Red when it saw none.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['packages', 'services', 'console/src', 'cli/src', 'local/src', 'faults'].filter((folder) =>
  existsSync(root + folder),
);
/** Fewer than this were looked at only if something is wrong with the look. */
const leastModules = 200;

let report;
try {
  report = cruise();
} catch (error) {
  // Its exit code is the number of errors; the report is there all the same.
  if (!error.stdout) throw error;
  report = error.stdout;
}
const { modules, summary } = JSON.parse(report);
const own = modules.filter((module) => folders.some((folder) => module.source.startsWith(folder)));
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
console.log(`${own.length} modules, ${summary.violations.length} violations`);
if (own.length < leastModules) {
  console.error(`Only ${own.length} modules were looked at: the tool is blind, not the code clean.`);
  process.exit(1);
}
process.exit(summary.violations.length === 0 ? 0 : 1);

function cruise() {
  return execFileSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      '-T',
      'json',
      ...folders,
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] },
  );
}
