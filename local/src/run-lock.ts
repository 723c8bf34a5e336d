import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identityOf } from './process-identity.js';

interface Holder {
  readonly pid: number;
  readonly identity: string | undefined;
}

/** One supervisor per data folder. A lock whose holder is gone counts as free. */
export class RunLock {
  private constructor(private readonly file: string) {}

  /** @throws Error with a sentence when another supervisor runs on this data */
  static take(file: string): RunLock {
    mkdirSync(dirname(file), { recursive: true });
    const mine = `${file}.${process.pid}`;
    writeFileSync(
      mine,
      JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) } satisfies Holder),
    );
    try {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        if (linked(mine, file)) return new RunLock(file);
        const holder = read(file);
        if (holder && isAlive(holder)) throw new LockHeld(holder.pid, dirname(dirname(file)));
        putAside(file);
      }
      throw new Error(`Cannot take ${file}: others keep taking it.`);
    } finally {
      rmSync(mine, { force: true });
    }
  }

  release(): void {
    if (read(this.file)?.pid === process.pid) rmSync(this.file, { force: true });
  }
}

class LockHeld extends Error {
  constructor(pid: number, data: string) {
    super(
      `Latchkey already runs on ${data} (process ${pid}): stop it first, or set LATCHKEY_DATA to another folder.`,
    );
  }
}

// A link is made only where there is nothing: two cannot both succeed.
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

// Another one may have put the dead holder's lock aside and taken its own since we looked: then that one stays.
function putAside(file: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const holder = read(aside);
  if (holder && isAlive(holder)) linked(aside, file);
  rmSync(aside, { force: true });
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

const isAlive = ({ pid, identity }: Holder): boolean =>
  identity !== undefined && identityOf(pid) === identity;
