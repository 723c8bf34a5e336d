import { readFileSync } from 'node:fs';
import type { World } from '../world.js';
import { type Peer, startPeer } from './peer.js';

const manifest = new URL('../../node_modules/better-auth/package.json', import.meta.url);

export interface BetterAuth extends Peer {
  /** With its version. */
  readonly name: string;
  /** A file with its keys. */
  readonly keys: string;
  /** A file with the bearer token of a session. */
  readonly session: string;
}

/** On the PostgreSQL of the run, in a database that is new. */
export async function startBetterAuth(world: World, keyCount: number): Promise<BetterAuth> {
  const database = `better_auth_${keyCount}`;
  const keys = world.file(`${database}-keys`, []);
  const session = world.file(`${database}-session`, []);
  const peer = await startPeer('better-auth', {
    DATABASE_URL: await world.database(database),
    BENCH_KEYS: keys,
    BENCH_SESSION: session,
    BENCH_KEY_COUNT: String(keyCount),
  });
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return { ...peer, name: `better-auth ${version}`, keys, session };
}
