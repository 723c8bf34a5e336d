import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Owner } from '../launch.js';

/**
 * Who runs PostgreSQL, which refuses to run as root: undefined means ourselves.
 *
 * @param dataDir whoever owns it already stays its owner
 */
export function unprivilegedOwner(dataDir: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const made = statSync(dataDir, { throwIfNoEntry: false });
  if (made && made.uid !== 0) return { name: `number ${made.uid}`, uid: made.uid, gid: made.gid };
  const owner = ['postgres', 'nobody'].map(lookUp).find((found) => found !== undefined);
  if (!owner)
    throw new Error(
      'PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as.',
    );
  return owner;
}

/** The first folder on the way to `path` that `owner` may not enter. */
export function blockedAt(path: string, owner: Owner): string | undefined {
  const parent = dirname(path);
  const above = parent === path ? undefined : blockedAt(parent, owner);
  return above ?? (mayEnter(path, owner) ? undefined : path);
}

/** Lets other users pass through a folder of ours, without seeing what is in it. */
export function letThrough(folder: string): void {
  const { mode } = statSync(folder);
  if ((mode & 0o011) !== 0o011) chmodSync(folder, (mode & 0o7777) | 0o011);
}

function mayEnter(path: string, owner: Owner): boolean {
  if (!exists(path)) return true;
  const { mode, uid, gid } = statSync(path);
  if (uid === owner.uid) return (mode & 0o100) !== 0;
  if (gid === owner.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function lookUp(name: string): Owner | undefined {
  try {
    const number = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { name, uid: number('-u'), gid: number('-g') };
  } catch {
    return undefined;
  }
}
