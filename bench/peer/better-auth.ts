import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node';
import { bearer } from 'better-auth/plugins/bearer';
import pg from 'pg';
import { announce } from './announce.js';

/**
 * better-auth with its API-key plugin, on the same PostgreSQL in a database of its own, limits off. Since 1.7 it has no
 * HTTP route that verifies: `/verify` is the shortest that does.
 */
const env = process.env as Record<'DATABASE_URL' | 'BENCH_KEYS' | 'BENCH_SESSION', string>;
const keyCount = Number(process.env.BENCH_KEY_COUNT);
const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 10 });

const options = {
  database: pool,
  secret: 'measured, and never used again: 0123456789',
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  plugins: [bearer(), apiKey({ rateLimit: { enabled: false } })],
};
const auth = betterAuth(options);
await (await getMigrations(options)).runMigrations();

const { token, user } = await auth.api.signUpEmail({
  body: { name: 'Ada', email: 'ada@example.com', password: 'a long sentence of mine' },
});
const keys: string[] = [];
while (keys.length < keyCount) {
  const made = Array.from({ length: 20 }, () => auth.api.createApiKey({ body: { userId: user.id } }));
  for (const { key } of await Promise.all(made)) keys.push(key);
}
writeFileSync(env.BENCH_KEYS, `${keys.join('\n')}\n`);
writeFileSync(env.BENCH_SESSION, `${token}\n`);
await pool.query('ANALYZE');

const rest = toNodeHandler(auth);
const server = createServer(async (request, response) => {
  if (request.url !== '/verify') return void rest(request, response);
  const key = fromNodeHeaders(request.headers).get('authorization')?.slice('Bearer '.length) ?? '';
  const { valid } = await auth.api.verifyApiKey({ body: { key } });
  response.writeHead(valid ? 204 : 401).end();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  announce(typeof address === 'object' ? address?.port : undefined);
});
