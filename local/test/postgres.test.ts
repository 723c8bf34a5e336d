import { once } from 'node:events';
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '@latchkey/local/ports';
import { type PostgresOptions, type PostgresServer, startPostgres } from '@latchkey/local/servers/postgres';
import { createDatabases } from '@latchkey/local/servers/postgres-databases';
import { temporaryFolder } from '@latchkey/local/temporary-folder';
import { eventually } from '@latchkey/testing/eventually';
import pg from 'pg';

const folder = temporaryFolder();
let options: PostgresOptions;
let server: PostgresServer;

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const databases = ['identity', 'tokens'].map((name) => ({ name, password: `password-of-${name}` }));
  options = {
    dataDir: join(folder.path, 'postgres'),
    port,
    password: 'password-of-admin',
    databases,
    durable: false,
  };
  server = await startPostgres(options);
}, 240_000);

afterAll(async () => {
  await server?.stop();
  folder.remove();
});

async function query<R extends pg.QueryResultRow>(url: string | undefined, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

function changed(url: string | undefined, change: Partial<URL>): string {
  return Object.assign(new URL(url ?? ''), change).href;
}

describe('PostgreSQL on this machine', () => {
  it('gives each role a database that it owns', async () => {
    await query(server.urls.identity, 'CREATE TABLE a (b int)');
    const [who] = await query(
      server.urls.identity,
      'SELECT current_user AS role, current_database() AS database',
    );
    expect(who).toEqual({ role: 'identity', database: 'identity' });
  });

  it.each(['tokens', 'postgres', 'template1'])('lets identity not connect to %s', async (database) => {
    const url = changed(server.urls.identity, { pathname: `/${database}` });
    await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
  });

  it('makes roles that are neither superuser nor may create anything beside', async () => {
    const rows = await query(
      server.adminUrl,
      `SELECT rolname FROM pg_roles WHERE rolname IN ('identity', 'tokens')
         AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)`,
    );
    expect(rows).toHaveLength(2);
  });

  it.each(['identity', 'postgres'])('refuses %s with a wrong password', async (user) => {
    const url = changed(server.adminUrl, { username: user, password: 'wrong' });
    await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('listens on 127.0.0.1 alone, with scram and no socket', async () => {
    const [settings] = await query(
      server.adminUrl,
      `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
              current_setting('synchronous_commit') AS commit, current_setting('max_connections') AS connections,
              (SELECT count(*)::int FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256') AS weak`,
    );
    expect(settings).toEqual({
      addresses: '127.0.0.1',
      sockets: '',
      commit: 'on',
      connections: '200',
      weak: 0,
    });
  });

  it('keeps its data over a stop and start, and makes nothing twice', async () => {
    await query(server.urls.tokens, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
    expect(existsSync(join(options.dataDir, 'postmaster.pid'))).toBe(false);
    server = await startPostgres({ ...options, durable: true });
    expect(await query(server.urls.tokens, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
    const [durability] = await query(
      server.adminUrl,
      `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages`,
    );
    expect(durability).toEqual({ fsync: 'on', pages: 'on' });
  });

  it('starts though a lock of a killed one names a process of somebody else', async () => {
    const gone = once(server.child, 'exit');
    server.child.kill('SIGQUIT');
    await gone;
    writeFileSync(
      join(options.dataDir, 'postmaster.pid'),
      `${process.pid}\n${options.dataDir}\n0\n${options.port}\n\n\n`,
    );
    server = await startPostgres(options);
    expect(await query(server.urls.tokens, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('never runs as root', () => {
    if (process.getuid?.() !== 0) return;
    expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
  });

  it('says in one sentence that its user cannot reach the folder', async () => {
    if (process.getuid?.() !== 0) return;
    const closed = temporaryFolder();
    try {
      chmodSync(closed.path, 0o700);
      const start = startPostgres({ ...options, dataDir: join(closed.path, 'postgres') });
      await expect(start).rejects.toThrow(`cannot enter ${closed.path}: choose a folder that it can reach.`);
    } finally {
      closed.remove();
    }
  });

  it('says with the end of its log why it does not start', async () => {
    const other = temporaryFolder();
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    try {
      const { port } = occupant.address() as AddressInfo;
      const start = startPostgres({ ...options, port, dataDir: join(other.path, 'postgres') });
      await expect(start).rejects.toThrow(
        /postgres-1 ended with exit code 1: .*could not create any TCP\/IP sockets/,
      );
    } finally {
      occupant.close();
      other.remove();
    }
  });
});

it('may be stopped while databases are made: that fails, and nothing else does', async () => {
  const adminUrl = server.adminUrl;
  const many = Array.from({ length: 200 }, (_, i) => ({ name: `later_${i}`, password: 'unused' }));
  const making = createDatabases(adminUrl, many);
  making.catch(() => undefined);
  await eventually(async () =>
    expect(await query(adminUrl, `SELECT 1 FROM pg_roles WHERE rolname = 'later_1'`)).toHaveLength(1),
  );
  await server.stop();
  await expect(making).rejects.toThrow();
  server = await startPostgres(options);
}, 60_000);
