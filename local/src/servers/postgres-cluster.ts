import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Owner } from '../launch.js';
import { commandLineOf } from '../process-identity.js';
import { ensurePrograms, postgresFolders } from './binaries.js';
import { runToEnd } from './server.js';
import { blockedAt, unprivilegedOwner } from './unprivileged.js';

export interface ClusterOptions {
  /** An absolute folder of its own; made and initialised if it is not there. */
  readonly dataDir: string;
  /** Of the superuser `postgres`. */
  readonly password: string;
  /** False only for throw-away data: no fsync. */
  readonly durable: boolean;
}

interface Cluster {
  readonly command: string;
  readonly owner: Owner | undefined;
  readonly prepare: () => void;
}

/** Finds the programs that fit the data, and initialises the data if there is none. */
export async function preparePostgresCluster(options: ClusterOptions): Promise<Cluster> {
  await ensurePrograms(['postgres']);
  const owner = unprivilegedOwner(options.dataDir);
  const folder = programsFor(options.dataDir);
  if (!existsSync(join(options.dataDir, 'PG_VERSION'))) await initialise(options, folder, owner);
  return { command: join(folder, 'postgres'), owner, prepare: () => removeStaleLock(options.dataDir) };
}

async function initialise(
  { dataDir, password, durable }: ClusterOptions,
  folder: string,
  owner: Owner | undefined,
): Promise<void> {
  const blocked = owner && blockedAt(dirname(dataDir), owner);
  if (blocked) {
    throw new Error(
      `PostgreSQL does not run as root, and user ${owner.name} cannot enter ${blocked}: choose a folder that it can reach.`,
    );
  }
  mkdirSync(dirname(dataDir), { recursive: true });
  // Renamed when complete, so that an initdb that was interrupted leaves nothing that looks like data.
  const fresh = `${dataDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = `${dataDir}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (owner) for (const path of [fresh, passwordFile]) chownSync(path, owner.uid, owner.gid);
    const args = [
      '-D',
      fresh,
      '-U',
      'postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      `--locale=${locale}`,
    ];
    // The working folder must be one that the owner may read, or initdb complains.
    await runToEnd(join(folder, 'initdb'), durable ? args : [...args, '--no-sync'], {
      cwd: '/',
      ...(owner && { owner }),
    });
    renameSync(fresh, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

// Sorts by code point wherever it runs, and still knows what a letter is.
const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/** Data of one major version is read by that version alone. */
function programsFor(dataDir: string): string {
  const folders = postgresFolders();
  const needed = existsSync(join(dataDir, 'PG_VERSION'))
    ? readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim()
    : undefined;
  const fitting = folders.find((folder) => needed === undefined || majorVersion(folder) === needed);
  if (!fitting)
    throw new Error(`The data in ${dataDir} was made by PostgreSQL ${needed}, which is not installed here.`);
  return fitting;
}

function majorVersion(folder: string): string | undefined {
  // `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)`
  return /\(PostgreSQL\) (\d+)/.exec(
    execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }),
  )?.[1];
}

/**
 * After a crash `postmaster.pid` names a process that may be another one by now, and PostgreSQL would refuse to
 * start. It is removed only if that process is not a PostgreSQL on this data.
 */
function removeStaleLock(dataDir: string): void {
  const lock = join(dataDir, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!commandLineOf(pid)?.includes(dataDir)) rmSync(lock, { force: true });
}
