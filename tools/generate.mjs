// npm run generate [-- --check]: writes what is made from the code; with --check it writes nothing and is red when
// something is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiClientTypes } from './generators/api-client.mjs';
import { configurationPage } from './generators/configuration.mjs';
import { eventsPage } from './generators/events.mjs';
import { natsConfiguration } from './generators/nats.mjs';
import { openApiDocument } from './generators/openapi.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const stale = [];

/** The client is made from the document as it is then. */
const files = [
  ['docs/openapi.json', openApiDocument],
  ['packages/api-client/src/schema.ts', apiClientTypes],
  ['docs/events.md', eventsPage],
  ['docs/configuration.md', configurationPage],
  ['deploy/compose/nats.conf', natsConfiguration],
];
for (const [file, make] of files) {
  const made = await make(root);
  if (read(root + file) === made) continue;
  if (check) stale.push(file);
  else {
    writeFileSync(root + file, made);
    console.log(`wrote ${file}`);
  }
}
for (const file of stale) console.error(`${file} is stale: run \`npm run generate\` and commit it.`);
if (stale.length === 0) console.log(`${files.length} generated files are up to date`);
process.exit(stale.length === 0 ? 0 : 1);

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
