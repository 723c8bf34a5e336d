import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { identityOf } from '@latchkey/local/process-identity';
import { ProcessRecords } from '@latchkey/local/process-records';
import { RunLock } from '@latchkey/local/run-lock';
import { temporaryFolder } from '@latchkey/local/temporary-folder';

const signals = { stopSignal: 'SIGTERM', killSignal: 'SIGKILL' } as const;
const children: ChildProcess[] = [];
const folder = temporaryFolder();

/** A process that says when it is up, so that a signal finds its handlers. */
async function sleeper(script = ''): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['-e', `${script}; setInterval(() => {}, 1e6); console.log('up')`]);
  children.push(child);
  await once(child.stdout, 'data');
  return child as ChildProcess & { pid: number };
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => folder.remove());

describe('pid files', () => {
  it('hold the number alone', async () => {
    const records = new ProcessRecords(join(folder.path, 'a'));
    const child = await sleeper();
    records.write('identity-1', child.pid, signals);
    expect(readFileSync(join(folder.path, 'a', 'identity-1.pid'), 'utf8')).toBe(`${child.pid}\n`);
  });

  it('lead to what was left behind, which is ended', async () => {
    const records = new ProcessRecords(join(folder.path, 'b'));
    const [polite, stubborn] = [await sleeper(), await sleeper(`process.on('SIGTERM', () => {})`)];
    records.write('polite-1', polite.pid, signals);
    records.write('stubborn-1', stubborn.pid, signals);
    const ends = [once(polite, 'exit'), once(stubborn, 'exit')];
    expect((await records.endOrphans(300)).sort()).toEqual(['polite-1', 'stubborn-1']);
    expect(await Promise.all(ends)).toEqual([
      [null, 'SIGTERM'],
      [null, 'SIGKILL'],
    ]);
    expect(readdirSync(join(folder.path, 'b'))).toEqual([]);
  });

  it('never end a later process that has the same number', async () => {
    const path = join(folder.path, 'c');
    const records = new ProcessRecords(path);
    const child = await sleeper();
    records.write('identity-1', child.pid, signals);
    const record = JSON.parse(readFileSync(join(path, 'identity-1.json'), 'utf8'));
    writeFileSync(
      join(path, 'identity-1.json'),
      JSON.stringify({ ...record, identity: 'of an earlier one' }),
    );
    expect(await records.endOrphans(300)).toEqual([]);
    expect(identityOf(child.pid)).toBe(record.identity);
    expect(readdirSync(path)).toEqual([]);
  });

  it('never end a process of which nothing but the number is known', async () => {
    const path = join(folder.path, 'd');
    const records = new ProcessRecords(path);
    const child = await sleeper();
    writeFileSync(join(path, 'identity-1.pid'), `${child.pid}\n`);
    expect(await records.endOrphans(300)).toEqual([]);
    expect(identityOf(child.pid)).toBeDefined();
  });
});

describe('the lock of a data folder', () => {
  const file = join(folder.path, 'run', 'lock');

  it('is refused while its holder lives, and free when released', () => {
    const lock = RunLock.take(file);
    expect(() => RunLock.take(file)).toThrow(
      `Latchkey already runs on ${folder.path} (process ${process.pid})`,
    );
    lock.release();
    expect(readdirSync(join(folder.path, 'run'))).toEqual([]);
    RunLock.take(file).release();
  });

  it.each(['of an earlier process', undefined])('is free when its holder is gone (%s)', (identity) => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, identity }));
    RunLock.take(file).release();
    expect(readdirSync(join(folder.path, 'run'))).toEqual([]);
  });

  it('is free when it is torn', () => {
    writeFileSync(file, '{"pid":');
    RunLock.take(file).release();
  });
});
