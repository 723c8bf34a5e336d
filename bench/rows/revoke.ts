import { setTimeout as pause } from 'node:timers/promises';
import { signUp } from '@latchkey/testing/people';
import { median, quantile } from '../load/rounds.js';
import { insertKeys } from '../seed.js';
import type { World } from '../world.js';
import { bound, compare, type Row } from './row.js';

const many = 100_000;
/** For each account with many credentials, so many with one: both see the same machine. */
const ofOneEach = 10;

interface Account {
  readonly id: string;
  /** Of a session that has just signed in. */
  readonly token: string;
}

interface Sample {
  /** From sending the request to having its answer, in milliseconds. */
  readonly receipt: number;
  /** The barrier alone, as the receipt says it. */
  readonly barrier: number;
}

/** "Reset authentication" of accounts with 1 and with 100,000 credentials: how long until the receipt is there. */
export async function revokeRows(world: World): Promise<Row[]> {
  const rounds = world.pace.seconds < 10 ? 3 : 10;
  const one: Sample[] = [];
  const all: Sample[] = [];
  // The first are for the compiler.
  for (let i = 0; i < 20; i++) await reset(world, await signUp(world.latchkey), 1);
  for (let round = 0; round < rounds; round++) {
    const crowded = await signUp(world.latchkey);
    await fill(world, crowded);
    const single: Account[] = [];
    for (let i = 0; i < ofOneEach; i++) single.push(await signUp(world.latchkey));
    for (const account of single.slice(0, ofOneEach / 2)) one.push(await reset(world, account, 1));
    all.push(await reset(world, crowded, many));
    for (const account of single.slice(ofOneEach / 2)) one.push(await reset(world, account, 1));
    await swept(world, crowded);
  }
  const rows = [
    { what: 'reset authentication, 1 credential', samples: one },
    { what: `reset authentication, ${many.toLocaleString('en')} credentials`, samples: all },
  ].flatMap(({ what, samples }) => {
    const receipts = samples.map(({ receipt }) => receipt);
    const of = `${samples.length} resets; barrier p50 ${median(samples.map(({ barrier }) => barrier)).toFixed(1)} ms`;
    return [
      bound({ what: `${what}: receipt p50`, ours: median(receipts), unit: 'ms', below: 10, of }),
      bound({ what: '  its p99', ours: quantile(receipts, 0.99), unit: 'ms', below: 50 }),
    ];
  });
  const ratio = compare({
    what: '  many against one, p50',
    ours: median(all.map(({ receipt }) => receipt)),
    theirs: median(one.map(({ receipt }) => receipt)),
    unit: 'ms',
    against: 'with 1 credential',
    atMost: 1.2,
  });
  return [...rows, ratio];
}

/** Gives an account keys until it has `many` credentials, as if it had made them. */
async function fill({ db }: World, { id }: Account): Promise<void> {
  const atOnce = 10_000;
  for (let left = many - 1; left > 0; left -= atOnce)
    await insertKeys(db, new Array<string>(Math.min(left, atOnce)).fill(id));
  await db.query('UPDATE account SET live_keys = live_keys + $2 WHERE user_id = $1', [id, many - 1]);
}

async function reset({ latchkey }: World, { token }: Account, credentials: number): Promise<Sample> {
  // So that the gateway holds it, as it holds what is in use.
  const seen = await latchkey.ask('GET', '/v1/users/me', { token });
  const from = performance.now();
  const answer = await latchkey.ask('POST', '/v1/users/me/reset-authentication', { token, body: {} });
  const receipt = performance.now() - from;
  const after = await latchkey.ask('GET', '/v1/users/me', { token });
  const { revoked, barrier } = answer.body;
  const told = revoked && revoked.sessions + revoked.cliTokens + revoked.apiKeys;
  if (seen.status !== 200 || answer.status !== 200 || told !== credentials || after.status !== 401)
    throw new Error(
      `reset: ${seen.status}, ${answer.status} ${JSON.stringify(answer.body)}, ${after.status}`,
    );
  return { receipt, barrier: barrier.elapsedMs };
}

/** Waits until the dead rows are marked, which happens afterwards: the next reset shall not share the disk with it. */
async function swept({ db }: World, { id }: Account): Promise<void> {
  const query = `SELECT count(*)::int AS left FROM credential WHERE user_id = $1 AND status <> 'ended'`;
  for (;;) {
    const { rows } = await db.query(query, [id]);
    if (rows[0].left === 0) return;
    await pause(200);
  }
}
