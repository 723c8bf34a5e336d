import { cpus, loadavg } from 'node:os';
import { ensurePrograms } from '@latchkey/local/servers/binaries';
import { Logger } from '@nestjs/common';
import { betterAuthRows } from './rows/better-auth.js';
import { keyCreateRows } from './rows/key-create.js';
import { memoryRows } from './rows/memory.js';
import { nestRouteRows } from './rows/nest-route.js';
import { revokeRows } from './rows/revoke.js';
import { revokingRows } from './rows/revoking.js';
import type { Row } from './rows/row.js';
import { signInRows } from './rows/sign-in.js';
import { verifyRows } from './rows/verify.js';
import { table } from './table.js';
import { openWorld, type World } from './world.js';

/** npm run bench [-- --quick] [-- --only verify,revoke] */
const measurements: Record<string, (world: World) => Promise<Row[]>> = {
  verify: verifyRows,
  'nest-route': nestRouteRows,
  revoking: revokingRows,
  'better-auth': betterAuthRows,
  'key-create': keyCreateRows,
  'sign-in': signInRows,
  revoke: revokeRows,
  memory: memoryRows,
};

const quick = process.argv.includes('--quick');
const at = process.argv.indexOf('--only');
const wanted = at < 0 ? Object.keys(measurements) : (process.argv[at + 1] ?? '').split(',');
const unknown = wanted.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  console.error(
    `No such measurement: ${unknown.join(', ')}. There are ${Object.keys(measurements).join(', ')}.`,
  );
  process.exit(2);
}

// Of what the bench itself connects to.
Logger.overrideLogger(['warn', 'error', 'fatal']);
await ensurePrograms(['wrk']);
const world = await openWorld(quick ? { rounds: 3, seconds: 2 } : { rounds: 3, seconds: 10 });
try {
  const rows: Row[] = [];
  for (const name of wanted) {
    process.stderr.write(`  ${name} …\n`);
    rows.push(...((await measurements[name]?.(world)) ?? []));
  }
  console.log(`\n${table(rows)}\n`);
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, load ${loadavg()[0]?.toFixed(1)} at the end; ` +
      `medians of ${world.pace.rounds} interleaved rounds of ${world.pace.seconds} s${quick ? ' (quick: too short to speak of)' : ''}.`,
  );
} finally {
  await world.close();
}
