import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A Latchkey that runs, whoever started it. */
export interface Running {
  /** Of its supervisor. */
  readonly pid: number;
  readonly dataDir: string;
  readonly ports: { readonly gateway: number; readonly mailbox: number };
  readonly adminPassword: string;
}

const variable = 'LATCHKEY_TEST_POOL';

/** Those with the same settings stand in for each other. */
const kindOf = (env: Record<string, string>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(env).sort()))
    .digest('hex')
    .slice(0, 12);

/** Kept free at most: one that idles takes a little of the processor too, and much memory. */
const mostFree = 3;

const fileOf = (folder: string, kind: string, { pid }: Running, state: 'free' | 'taken'): string =>
  join(folder, `${kind}.${pid}.${state}`);

/** One that another test file has given back; whoever renames its file first has it. */
export function takeFree(env: Record<string, string>): Running | undefined {
  const folder = process.env[variable];
  if (!folder) return undefined;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${kindOf(env)}.`) || !name.endsWith('.free')) continue;
    const taken = claim(folder, name, 'taken');
    if (taken) return taken;
  }
  return undefined;
}

function claim(folder: string, free: string, state: 'taken' | 'ended'): Running | undefined {
  const claimed = join(folder, free.replace(/free$/, state));
  try {
    renameSync(join(folder, free), claimed);
  } catch {
    return undefined;
  }
  return JSON.parse(readFileSync(claimed, 'utf8')) as Running;
}

/** @returns false when there is no pool to keep it: then it is its starter's to end */
export function enter(env: Record<string, string>, running: Running): boolean {
  const folder = process.env[variable];
  if (!folder) return false;
  writeFileSync(fileOf(folder, kindOf(env), running, 'taken'), JSON.stringify(running));
  return true;
}

export function giveBack(env: Record<string, string>, running: Running): void {
  const folder = process.env[variable] as string;
  const kind = kindOf(env);
  const free = fileOf(folder, kind, running, 'free');
  renameSync(fileOf(folder, kind, running, 'taken'), free);
  const now = new Date();
  utimesSync(free, now, now);
  endOldest(folder);
}

/** Told to end; `closePool` waits for it. */
function endOldest(folder: string): void {
  const free = readdirSync(folder).filter((name) => name.endsWith('.free'));
  if (free.length <= mostFree) return;
  const givenBackAt = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const [oldest = ''] = free.sort((a, b) => givenBackAt(a) - givenBackAt(b));
  const ended = claim(folder, oldest, 'ended');
  if (ended && runs(ended.pid)) process.kill(ended.pid, 'SIGTERM');
}

/** Before the first test file. */
export function openPool(): void {
  process.env[variable] = mkdtempSync(join(tmpdir(), 'latchkey-pool-'));
}

/** After the last one: ends all that are in it. */
export async function closePool(): Promise<void> {
  const folder = process.env[variable] as string;
  const all = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Running,
  );
  for (const { pid } of all) if (runs(pid)) process.kill(pid, 'SIGTERM');
  for (const { pid, dataDir } of all) {
    while (runs(pid)) await pause(20);
    rmSync(dataDir, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true });
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
