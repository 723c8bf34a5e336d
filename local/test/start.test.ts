import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { getPriority } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { identityOf } from '@latchkey/local/process-identity';
import { eventually } from '@latchkey/testing/eventually';
import pg from 'pg';
import { World } from './stack.js';

let world: World;
beforeEach(async () => {
  world = await World.make();
});
afterEach(() => world.end(), 60_000);

const everything = [
  'audit-1',
  'gateway-1',
  'identity-1',
  'mailbox-1',
  'nats-1',
  'notifications-1',
  'postgres-1',
  'redis-1',
  'tokens-1',
];

async function query(url: string | undefined, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('npm start', () => {
  it('starts servers and services, says so, and leaves nothing behind when told to stop', async () => {
    const run = await world.start().ready();
    const lines = run.output.trim().split('\n');
    expect(lines.at(-2)).toBe(`Latchkey is ready at http://localhost:${world.port}`);
    expect(lines.at(-1)).toMatch(/^Sign in as admin with the password \S{20,} \(shown only now\)$/);
    expect(world.pidFiles().filter((name) => name.endsWith('.pid'))).toEqual(
      [...everything, 'supervisor'].sort().map((name) => `${name}.pid`),
    );
    expect(statSync(world.data('secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(world.data('connections.json')).mode & 0o777).toBe(0o600);

    expect(await run.stop()).toBe(0);
    expect(world.processes()).toEqual([]);
    expect(world.pidFiles()).toEqual([]);
  }, 240_000);

  it('gives each service its own credentials and nobody else’s', async () => {
    const run = await world
      .start({ LATCHKEY_GATEWAYS: '2', LATCHKEY_REPLICAS: '2', LATCHKEY_RATE_LIMITS: 'off' })
      .ready();
    expect(run.output).toContain('LATCHKEY_RATE_LIMITS=off');
    const [gateway, identity, tokens] = [
      await world.env('gateway-2'),
      await world.env('identity-2'),
      await world.env('tokens-1'),
    ];

    expect(gateway).toMatchObject({
      LATCHKEY_INSTANCE: 'gateway-2',
      LATCHKEY_PORT: String(world.port + 1),
      LATCHKEY_RATE_LIMITS: 'off',
    });
    expect(gateway).not.toHaveProperty('DATABASE_URL');
    expect(identity).toMatchObject({
      LATCHKEY_INSTANCE: 'identity-2',
      LATCHKEY_ADMIN_HANDLE: 'admin',
      LATCHKEY_PUBLIC_URL: `http://localhost:${world.port}`,
    });
    expect(run.output).toContain(identity.LATCHKEY_ADMIN_PASSWORD);
    expect(tokens).not.toHaveProperty('LATCHKEY_ADMIN_PASSWORD');
    expect(new URL(tokens.NATS_URL ?? '').username).toBe('tokens');
    expect(await query(tokens.DATABASE_URL, 'SELECT current_user AS role')).toEqual([{ role: 'tokens' }]);
  }, 240_000);

  it('tells the random password once, and keeps data and ports at the next start', async () => {
    const first = await world.start().ready();
    const before = world.connections();
    await query(before.databases.audit, 'CREATE TABLE kept AS SELECT 1 AS one');
    const password = /password (\S+) \(/.exec(first.output)?.[1] ?? '';
    await first.stop('SIGINT');
    expect(readFileSync(world.data('secrets.json'), 'utf8')).not.toContain(password);

    const second = await world.start().ready();
    expect(second.output).toContain('Sign in as admin with the password that was set at the first start');
    expect(second.output).not.toContain(password);
    expect(world.connections()).toEqual(before);
    expect(await query(before.databases.audit, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
    expect(await world.env('identity-1')).not.toHaveProperty('LATCHKEY_ADMIN_PASSWORD');
  }, 240_000);

  it('starts again what is killed, servers too, on the same port', async () => {
    const run = await world.start().ready();
    const before = world.connections();
    for (const name of everything) {
      const pid = world.pid(name);
      process.kill(pid, 'SIGKILL');
      await run.prints(`${name} answers again`);
      expect(world.pid(name)).not.toBe(pid);
    }
    expect(world.connections()).toEqual(before);
    expect(await query(before.databases.identity, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    // Hashing passwords stands back behind verification, after a crash as before.
    const [gateway, identity] = [world.pid('gateway-1'), world.pid('identity-1')].map(getPriority);
    expect([gateway, identity]).toEqual([getPriority(), getPriority() + 5]);
    expect(await run.stop()).toBe(0);
    expect(world.processes()).toEqual([]);
  }, 240_000);

  it('clears up after a supervisor that was killed', async () => {
    const first = await world.start().ready();
    const [identity, postgres] = [world.pid('identity-1'), world.pid('postgres-1')];
    first.child.kill('SIGKILL');
    await first.exited;
    // The stand-in for a service does not watch its parent, so it is an orphan now.
    expect(execFileSync('ps', ['-o', 'ppid=', '-p', String(identity)], { encoding: 'utf8' }).trim()).toBe(
      '1',
    );

    const second = await world.start().ready();
    expect(second.output).toMatch(/^ *Left over +ended .*identity-1/m);
    for (const pid of [identity, postgres]) expect(identityOf(pid)).toBeUndefined();
    await second.stop();
    expect(world.processes()).toEqual([]);
    expect(world.pidFiles()).toEqual([]);
  }, 240_000);

  it('stops when npm is told to, which tells what it started', async () => {
    const run = await world.startByNpm().ready();
    await run.stop('SIGTERM');
    await eventually(async () => expect(world.pidFiles()).toEqual([]));
    expect(run.output.trim().split('\n').at(-1)).toBe('Latchkey has stopped.');
  }, 120_000);

  it('stops while it is still starting', async () => {
    const run = world.start();
    await run.prints('Redis');
    expect(await run.stop()).toBe(0);
    expect(run.output).not.toContain('Latchkey is ready');
    expect(run.output.trim().split('\n').at(-1)).toBe('Latchkey has stopped.');
    expect(world.processes()).toEqual([]);
    expect(world.pidFiles()).toEqual([]);
  }, 240_000);

  it('ends what it started also when a second signal asks to hurry', async () => {
    const run = await world.start().ready();
    const redis = world.pid('redis-1');
    process.kill(redis, 'SIGSTOP');
    run.child.kill('SIGTERM');
    await run.prints('Stopping');
    await eventually(() => {
      run.child.kill('SIGTERM');
      expect(run.child.exitCode).not.toBeNull();
    });
    expect(world.processes()).toEqual([]);
  }, 240_000);
});

describe('npm start refuses in one sentence', () => {
  it('a second time on the same data', async () => {
    const first = await world.start().ready();
    const second = world.start({ LATCHKEY_PORT: '1' });
    expect(await second.exited).toBe(1);
    expect(second.output.trim()).toBe(
      `Latchkey already runs on ${world.data()} (process ${first.child.pid}): stop it first, or set LATCHKEY_DATA to another folder.`,
    );
    expect(await world.env('audit-1')).toBeDefined();
  }, 240_000);

  it.each(['LATCHKEY_PORT', 'LATCHKEY_MAILBOX_PORT'])(
    'a port in use, with the name of %s',
    async (variable) => {
      const occupant = createServer().listen(0, '127.0.0.1');
      await once(occupant, 'listening');
      const { port } = occupant.address() as AddressInfo;
      try {
        const run = world.start({ [variable]: String(port) });
        expect(await run.exited).toBe(1);
        expect(run.output.trim()).toBe(
          `Port ${port} is in use by another program: stop it, or set ${variable} to another port.`,
        );
        expect(world.processes()).toEqual([]);
        expect(world.pidFiles()).toEqual([]);
      } finally {
        occupant.close();
      }
    },
  );

  it('a setting that is wrong, with its name', async () => {
    const run = world.start({ LATCHKEY_GATEWAYS: 'many' });
    expect(await run.exited).toBe(1);
    expect(run.output.trim()).toMatch(/^Wrong settings: LATCHKEY_GATEWAYS: [^\n]+$/);
  });

  it('a service that cannot start, with the end of its log', async () => {
    const run = world.start({ FAKE_FAILS: 'tokens' });
    expect(await run.exited).toBe(1);
    expect(run.output.trim().split('\n').at(-1)).toMatch(
      /^tokens-1 ended 5 times before it was ready \(exit code 1\): .*Cannot start: a reason/,
    );
    expect(world.processes()).toEqual([]);
    expect(world.pidFiles()).toEqual([]);
  }, 240_000);
});
