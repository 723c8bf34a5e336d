import { signUp } from '@latchkey/testing/people';
import { interleave } from '../load/rounds.js';
import { type Sample, wrk } from '../load/wrk.js';
import { startPeer } from '../peer/peer.js';
import { startBetterAuth } from '../peer/start-better-auth.js';
import type { World } from '../world.js';
import { compare, type Row } from './row.js';

/** So many that two requests at a time seldom meet at one account, which is locked while it gets a key. */
const makers = 200;
const connections = 16;

/** A new key over HTTP, with its audit and outbox rows, beside better-auth and beside the transaction alone. */
export async function keyCreateRows(world: World): Promise<Row[]> {
  const { seconds } = world.pace;
  const peer = await startBetterAuth(world, 0);
  const raw = await startPeer('raw', { DATABASE_URL: await world.database('raw_key_create') });
  try {
    const create = { method: 'POST', seconds, connections };
    const ours = {
      ...create,
      url: `${world.latchkey.origin()}/v1/users/me/api-keys`,
      lines: world.file('makers', await sessions(world)),
      body: JSON.stringify({ rights: ['RIGHT_USER_INFO'] }),
    };
    const theirs = {
      ...create,
      url: `${peer.origin}/api/auth/api-key/create`,
      lines: peer.session,
      body: '{}',
    };
    for (const each of [ours, theirs]) await wrk({ ...each, seconds: 2 });
    const result = await interleave(world, {
      theirs: () => wrk(theirs),
      ours: () => wrk(ours),
      raw: async () => (await raw.ask({ what: 'three rows', seconds, atOnce: connections })) as Sample,
    });
    const made = { ours: result.ours.rate, unit: '/s' };
    const alone = { theirs: result.raw.rate, against: 'its transaction alone, 3 rows, pg' };
    return [
      compare({
        what: 'key create, with audit and outbox',
        ...made,
        theirs: result.theirs.rate,
        against: `${peer.name}, without`,
        atLeast: 4,
      }),
      compare({ what: '  beside the database', ...made, ...alone, atLeast: 0.4 }),
    ];
  } finally {
    await Promise.all([peer.stop(), raw.stop()]);
  }
}

/** Of people who have just signed in. */
async function sessions({ latchkey }: World): Promise<string[]> {
  const tokens: string[] = [];
  const atOnce = 4;
  while (tokens.length < makers) {
    const signedUp = await Promise.all(Array.from({ length: atOnce }, () => signUp(latchkey)));
    tokens.push(...signedUp.map(({ token }) => token));
  }
  return tokens;
}
