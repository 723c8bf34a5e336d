import { interleave } from '../load/rounds.js';
import { warmUp, wrk } from '../load/wrk.js';
import { startPeer } from '../peer/peer.js';
import { keyCount, type World } from '../world.js';
import { compare, type Row } from './row.js';
import { verifyPath } from './verify.js';

/** A route of NestJS that asks no service, from the warm cache: a parameter that the fast way does not know is enough. */
export async function nestRouteRows(world: World): Promise<Row[]> {
  const limit = await startPeer('nest-guard', { BENCH_TOKENS: world.keys });
  try {
    const load = { lines: world.keys, seconds: world.pace.seconds };
    const ours = { ...load, url: `${world.latchkey.origin()}${verifyPath}&by=nest` };
    const theirs = { ...load, url: `${limit.origin}/who` };
    for (const each of [ours, theirs]) await warmUp(each, keyCount);
    const result = await interleave(world, { limit: () => wrk(theirs), latchkey: () => wrk(ours) });
    return [
      compare({
        what: 'authenticated NestJS route, warm cache',
        ours: result.latchkey.rate,
        theirs: result.limit.rate,
        unit: 'req/s',
        against: 'bare NestJS guard, SHA-256 + Map',
        atLeast: 0.9,
      }),
    ];
  } finally {
    await limit.stop();
  }
}
