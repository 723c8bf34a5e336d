import { signUp } from '@latchkey/testing/people';
import pg from 'pg';
import { interleave } from '../load/rounds.js';
import { type Sample, warmUp, wrk } from '../load/wrk.js';
import { startPeer } from '../peer/peer.js';
import { keyCount, type World } from '../world.js';
import { compare, type Row } from './row.js';
import { verifyPath } from './verify.js';

const people = 64;
const connections = 16;
const password = 'a long sentence of mine';

/** Sign-in beside argon2id alone, and verification while many sign in. */
export async function signInRows(world: World): Promise<Row[]> {
  const { latchkey, pace, connections: to } = world;
  const { seconds } = pace;
  const handles: string[] = [];
  for (let i = 0; i < people; i++) {
    const handle = `signs-in-${i}`;
    await signUp(latchkey, { handle, email: `${handle}@example.com`, password });
    handles.push(handle);
  }
  const signIn = {
    url: `${latchkey.origin()}/v1/sessions`,
    method: 'POST',
    lines: world.file('handles', handles),
    // The line is a handle and belongs into the body.
    header: { name: 'x-handle', prefix: '' },
    body: JSON.stringify({ identifier: '%TOKEN%', password, transport: 'bearer' }),
    connections,
    seconds,
  };
  const verify = { url: latchkey.origin() + verifyPath, lines: world.keys, seconds };
  const [memoryKib, passes] = await parameters(to.databases.identity);
  const raw = await startPeer('raw', {
    DATABASE_URL: await world.database('raw_sign_in'),
    ARGON2_MEMORY_KIB: memoryKib,
    ARGON2_PASSES: passes,
  });
  try {
    await wrk({ ...signIn, seconds: 2 });
    await warmUp(verify, keyCount);
    const meanwhile = async () => {
      const [sample] = await Promise.all([wrk(verify), wrk(signIn)]);
      return sample;
    };
    const result = await interleave(world, {
      raw: async () => (await raw.ask({ what: 'argon2', seconds, atOnce: connections })) as Sample,
      signIn: () => wrk(signIn),
      quiet: () => wrk(verify),
      meanwhile,
    });
    return [
      compare({
        what: 'sign-in',
        ours: result.signIn.rate,
        theirs: result.raw.rate,
        unit: '/s',
        against: `argon2id alone, m=${memoryKib} t=${passes} p=1`,
        atLeast: 0.9,
      }),
      compare({
        what: '  p99 of verify meanwhile',
        ours: result.meanwhile.p99,
        theirs: result.quiet.p99,
        unit: 'ms',
        against: 'quiet',
        atMost: 3,
      }),
    ];
  } finally {
    await raw.stop();
  }
}

/** As they stand in the hashes that were made. */
async function parameters(identity: string): Promise<[string, string]> {
  const db = new pg.Client({ connectionString: identity });
  await db.connect();
  try {
    const { rows } = await db.query(
      'SELECT password_hash FROM app_user WHERE password_hash IS NOT NULL LIMIT 1',
    );
    const found = /m=(\d+),t=(\d+),p=1\$/.exec(rows[0].password_hash);
    return [found?.[1] as string, found?.[2] as string];
  } finally {
    await db.end();
  }
}
