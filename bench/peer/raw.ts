import { hash, verify } from '@node-rs/argon2';
import pg from 'pg';
import { quantile } from '../load/rounds.js';
import type { Sample } from '../load/wrk.js';
import { announce } from './announce.js';

/** What Latchkey stands on, and nothing else: the binding of argon2, and PostgreSQL's own client. */
interface Task {
  readonly what: 'argon2' | 'three rows';
  readonly seconds: number;
  readonly atOnce: number;
}

const { DATABASE_URL, ARGON2_MEMORY_KIB, ARGON2_PASSES } = process.env;
const password = 'a long sentence of mine';
const phc = await hash(password, {
  algorithm: 2,
  memoryCost: Number(ARGON2_MEMORY_KIB ?? 19_456),
  timeCost: Number(ARGON2_PASSES ?? 2),
  parallelism: 1,
});
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query(`
  CREATE TABLE key (id text PRIMARY KEY, user_id text NOT NULL, secret_hash bytea NOT NULL);
  CREATE TABLE audit (id text PRIMARY KEY, user_id text NOT NULL, action text NOT NULL);
  CREATE TABLE outbox (id text PRIMARY KEY, event jsonb NOT NULL)`);

let count = 0;

const work: Record<Task['what'], () => Promise<void>> = {
  argon2: async () => {
    if (!(await verify(phc, password))) throw new Error('the right password is refused');
  },
  'three rows': async () => {
    const id = `${process.pid}-${count++}`;
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('INSERT INTO key VALUES ($1, $2, $3)', [id, 'user', Buffer.alloc(32, 1)]);
      await client.query('INSERT INTO audit VALUES ($1, $2, $3)', [id, 'user', 'api_key.create']);
      await client.query('INSERT INTO outbox VALUES ($1, $2)', [id, { type: 'api_key.created', id }]);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  },
};

/** As many at once as asked for, one after the other in each lane. */
async function measure({ what, seconds, atOnce }: Task): Promise<Sample> {
  const took: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const lane = async () => {
    while (performance.now() < end) {
      const from = performance.now();
      await work[what]();
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const rate = took.length / ((performance.now() - start) / 1000);
  return { rate, requests: took.length, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

process.on('message', async (task: Task) => process.send?.(await measure(task)));
announce(undefined);
