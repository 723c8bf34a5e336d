import { interleave } from '../load/rounds.js';
import { warmUp, wrk } from '../load/wrk.js';
import { startPeer } from '../peer/peer.js';
import { keyCount, type World } from '../world.js';
import { bound, compare, type Row } from './row.js';

export const verifyPath = '/v1/auth/verify?right=RIGHT_USER_INFO';

/** Verification with API keys on one gateway, rights checked, beside Fastify that does nothing else. */
export async function verifyRows(world: World): Promise<Row[]> {
  const limit = await startPeer('fastify-map', { BENCH_TOKENS: world.keys });
  try {
    const load = { lines: world.keys, seconds: world.pace.seconds };
    const ours = { ...load, url: world.latchkey.origin() + verifyPath };
    const theirs = { ...load, url: `${limit.origin}/verify` };
    for (const each of [ours, theirs]) await warmUp(each, keyCount);
    const perRequest: number[] = [];
    const counted = async () => {
      const before = await world.transactions();
      const sample = await wrk(ours);
      perRequest.push(((await world.transactions()) - before) / sample.requests);
      return sample;
    };
    const result = await interleave(world, { limit: () => wrk(theirs), latchkey: counted });
    const against = 'bare Fastify, SHA-256 + Map';
    return [
      compare({
        what: 'verify, API keys, rights checked',
        ours: result.latchkey.rate,
        theirs: result.limit.rate,
        unit: 'req/s',
        against,
        atLeast: 0.75,
      }),
      compare({
        what: '  its p99',
        ours: result.latchkey.p99,
        theirs: result.limit.p99,
        unit: 'ms',
        against,
        atMost: 2,
      }),
      bound({
        what: '  database transactions a request',
        ours: Math.max(...perRequest),
        unit: '',
        below: 0.005,
      }),
    ];
  } finally {
    await limit.stop();
  }
}
