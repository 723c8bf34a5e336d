import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { warmUp } from '../load/wrk.js';
import { seedKeys } from '../seed.js';
import type { World } from '../world.js';
import { bound, type Row } from './row.js';
import { verifyPath } from './verify.js';

const credentials = 100_000;

/** What a gateway takes that holds 100,000 credentials in its cache. A new one: what was measured before left its marks. */
export async function memoryRows(world: World): Promise<Row[]> {
  const { latchkey } = world;
  await renewGateway(world);
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

/** The supervisor starts another in its place. */
async function renewGateway({ latchkey }: World): Promise<void> {
  const old = latchkey.pid('gateway');
  latchkey.signal('gateway', 'SIGTERM');
  const isNew = async () => {
    if (latchkey.pid('gateway') === old) return false;
    const answer = await fetch(`${latchkey.origin()}/readyz`).catch(() => undefined);
    return answer?.status === 200;
  };
  const patience = performance.now() + 30_000;
  while (!(await isNew())) {
    if (performance.now() > patience) throw new Error('the gateway did not come back');
    await pause(100);
  }
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
