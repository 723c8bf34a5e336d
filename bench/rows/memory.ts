import { readFileSync } from 'node:fs';
import { warmUp } from '../load/wrk.js';
import { seedKeys } from '../seed.js';
import type { World } from '../world.js';
import { bound, type Row } from './row.js';
import { verifyPath } from './verify.js';

const credentials = 100_000;

/** What a gateway takes that holds 100,000 credentials in its cache. */
export async function memoryRows(world: World): Promise<Row[]> {
  const { latchkey } = world;
  const before = residentMegabytes(latchkey.pid('gateway'));
  const lines = world.file('many-keys', await seedKeys(world.db, credentials));
  await warmUp({ lines, url: latchkey.origin() + verifyPath, seconds: 2 }, credentials);
  const held = await cached(latchkey.origin());
  if (held < credentials)
    throw new Error(`the gateway's cache holds ${held} credentials, not ${credentials}`);
  return [
    bound({
      what: `gateway with ${held.toLocaleString('en')} cached credentials, under load`,
      ours: residentMegabytes(latchkey.pid('gateway')),
      unit: 'MB RSS',
      below: 250,
      of: `before: ${Math.round(before)} MB`,
    }),
  ];
}

/** `VmRSS` is in KiB. */
function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024) / 1e6;
}

async function cached(origin: string): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^latchkey_credential_cache_entries(?:\{[^}]*\})? (\d+)/m.exec(metrics)?.[1]);
}
