import { setTimeout as pause } from 'node:timers/promises';
import { parseToken } from '@latchkey/contracts/token';
import { signUp } from '@latchkey/testing/people';
import { interleave } from '../load/rounds.js';
import { type Sample, warmUp, wrk } from '../load/wrk.js';
import { insertKeys } from '../seed.js';
import { keyCount, type World } from '../world.js';
import { compare, type Row } from './row.js';
import { verifyPath } from './verify.js';

const perMinute = 1000;
const revokers = 20;
/** Of revoking, too: what the round measures is a deployment that has done it before. */
const warmUps = 400;
const atOnce = 8;

/** A key that its owner is going to delete. */
interface Doomed {
  readonly id: string;
  readonly token: string;
}

/** Verification while keys of other users are revoked all the time. */
export async function revokingRows(world: World): Promise<Row[]> {
  const { latchkey, pace } = world;
  const load = { lines: world.keys, seconds: pace.seconds, url: latchkey.origin() + verifyPath };
  // Twice as many as should be needed: a machine that is late ends its round late.
  const needed = (2 * pace.rounds * (pace.seconds + 1) * perMinute) / 60;
  const doomed = await doomedKeys(world, needed + warmUps);
  await warmUp(load, keyCount);
  await revokeAtOnce(world, doomed, warmUps);

  let inTime = 0;
  let busyMs = 0;
  const busy = async (): Promise<Sample> => {
    const from = performance.now();
    const driver = revokeSteadily(world, doomed);
    const sample = await wrk(load);
    inTime += driver.done();
    busyMs += performance.now() - from;
    await driver.stop();
    return sample;
  };
  const result = await interleave(world, { quiet: () => wrk(load), busy });
  const rate = inTime / (busyMs / 60_000);
  if (rate < 0.9 * perMinute) throw new Error(`${Math.round(rate)} keys a minute were revoked`);
  return [
    compare({
      what: `verify while others' keys are revoked: ${inTime}, ${Math.round(rate)} a minute`,
      ours: result.busy.rate,
      theirs: result.quiet.rate,
      unit: 'req/s',
      against: 'quiet',
      atLeast: 0.9,
    }),
  ];
}

async function doomedKeys({ latchkey, db }: World, count: number): Promise<Doomed[]> {
  const each = Math.ceil(count / revokers);
  const doomed: Doomed[] = [];
  for (let i = 0; i < revokers; i++) {
    const { id: userId, token } = await signUp(latchkey);
    const keys = await insertKeys(db, new Array<string>(each).fill(userId));
    await db.query('UPDATE account SET live_keys = live_keys + $2 WHERE user_id = $1', [userId, each]);
    doomed.push(...keys.map((key) => ({ id: `key_${parseToken(key)?.id}`, token })));
  }
  return doomed;
}

async function revoke({ latchkey }: World, { id, token }: Doomed): Promise<void> {
  const { status } = await latchkey.ask('DELETE', `/v1/users/me/api-keys/${id}`, { token });
  if (status !== 204) throw new Error(`DELETE of ${id}: ${status}`);
}

async function revokeAtOnce(world: World, doomed: Doomed[], count: number): Promise<void> {
  const first = doomed.splice(0, count);
  const revoker = async (): Promise<void> => {
    for (let key = first.pop(); key; key = first.pop()) await revoke(world, key);
  };
  await Promise.all(Array.from({ length: atOnce }, revoker));
}

/** One after the other, each on time however long the one before it takes. */
function revokeSteadily(world: World, doomed: Doomed[]) {
  const start = performance.now();
  const stopping = new AbortController();
  let done = 0;
  const drive = async (): Promise<void> => {
    const running: Promise<void>[] = [];
    for (let n = 1; !stopping.signal.aborted; n++) {
      const one = revoke(world, doomed.pop() as Doomed).then(() => {
        done++;
      });
      one.catch(() => undefined);
      running.push(one);
      await pause(Math.max(0, start + (n * 60_000) / perMinute - performance.now()));
    }
    await Promise.all(running);
  };
  const driven = drive();
  // What is refused is thrown to whoever stops it.
  driven.catch(() => undefined);
  return {
    /** So far. */
    done: () => done,
    stop: () => {
      stopping.abort();
      return driven;
    },
  };
}
