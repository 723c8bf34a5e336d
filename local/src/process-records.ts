import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf } from './process-identity.js';

/** What is known of a process that we started, also after we were killed. */
interface ProcessRecord {
  readonly pid: number;
  readonly identity: string | undefined;
  readonly stopSignal: NodeJS.Signals;
  readonly killSignal: NodeJS.Signals;
}

/** `run/<name>.pid` with the number alone, and beside it what tells that process from a later one. */
export class ProcessRecords {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  write(name: string, pid: number, signals: Pick<ProcessRecord, 'stopSignal' | 'killSignal'>): void {
    const record: ProcessRecord = { pid, identity: identityOf(pid), ...signals };
    this.replace(`${name}.json`, JSON.stringify(record));
    this.replace(`${name}.pid`, `${pid}\n`);
  }

  remove(name: string): void {
    for (const ending of ['pid', 'json']) rmSync(join(this.folder, `${name}.${ending}`), { force: true });
  }

  /**
   * Ends what a supervisor that was killed left behind.
   *
   * @returns their names
   */
  async endOrphans(graceMs = 10_000): Promise<string[]> {
    const names = readdirSync(this.folder)
      .filter((file) => file.endsWith('.pid'))
      .map((file) => file.slice(0, -'.pid'.length));
    const ended = await Promise.all(
      names.map(async (name) => ((await this.endOrphan(name, graceMs)) ? [name] : [])),
    );
    for (const name of names) this.remove(name);
    return ended.flat();
  }

  private async endOrphan(name: string, graceMs: number): Promise<boolean> {
    const record = this.read(name);
    if (!record || !isSame(record)) return false;
    signal(record.pid, record.stopSignal);
    if (!(await isGone(record, graceMs))) signal(record.pid, record.killSignal);
    if (!(await isGone(record, 5000))) signal(record.pid, 'SIGKILL');
    await isGone(record, 5000);
    return true;
  }

  private read(name: string): ProcessRecord | undefined {
    const file = join(this.folder, `${name}.json`);
    try {
      return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord) : undefined;
    } catch {
      return undefined;
    }
  }

  // Renamed, so that nobody reads half a number.
  private replace(file: string, text: string): void {
    const path = join(this.folder, file);
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
}

// Without an identity on record we cannot know, and leave it alone.
const isSame = ({ pid, identity }: ProcessRecord): boolean =>
  identity !== undefined && identityOf(pid) === identity;

async function isGone(record: ProcessRecord, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isSame(record)) {
    if (performance.now() > deadline) return false;
    await delay(30);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal.
  }
}
