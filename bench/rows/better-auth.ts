import { interleave } from '../load/rounds.js';
import { type Sample, warmUp, wrk } from '../load/wrk.js';
import { startBetterAuth } from '../peer/start-better-auth.js';
import { seedKeys } from '../seed.js';
import { keyCount, type World } from '../world.js';
import { compare, type Row } from './row.js';
import { verifyPath } from './verify.js';

/** Verification against better-auth with its API-key plugin on the same PostgreSQL: from a warm cache, and past it. */
export async function betterAuthRows(world: World): Promise<Row[]> {
  const { seconds } = world.pace;
  const url = world.latchkey.origin() + verifyPath;
  const cold = await coldLoad(world, url);
  const peer = await startBetterAuth(world, keyCount);
  try {
    const ours = { url, seconds, lines: world.keys };
    const theirs = { url: `${peer.origin}/verify`, seconds, lines: peer.keys };
    await wrk({ ...theirs, seconds: 2 });
    await warmUp(ours, keyCount);
    const result = await interleave(world, { theirs: () => wrk(theirs), warm: () => wrk(ours), cold });
    const beside = { theirs: result.theirs.rate, unit: 'req/s', against: peer.name };
    return [
      compare({ what: 'verify', ours: result.warm.rate, ...beside, atLeast: 30 }),
      compare({ what: '  cold, each key once', ours: result.cold.rate, ...beside, atLeast: 5 }),
    ];
  } finally {
    await peer.stop();
  }
}

/** Keys that no gateway has seen, each asked once; new ones for each round. */
async function coldLoad(world: World, url: string): Promise<() => Promise<Sample>> {
  const { rounds, seconds } = world.pace;
  const enough = seconds * 12_000;
  const files: string[] = [];
  for (let round = 0; round < rounds; round++)
    files.push(world.file(`cold-${round}`, await seedKeys(world.db, enough)));
  return async () => {
    const lines = files.pop() as string;
    const sample = await wrk({ url, seconds, lines, inOrder: true });
    if (sample.requests > enough)
      throw new Error(`${sample.requests} requests, and ${enough} keys that were cold`);
    return sample;
  };
}
