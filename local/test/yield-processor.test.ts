import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { yieldProcessor } from '@latchkey/local/yield-processor';

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

/** In a session of its own, as a service is. */
async function sleeper(): Promise<number> {
  child = spawn(process.execPath, ['-e', `setInterval(() => {}, 1e6); console.log('up')`], {
    detached: true,
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child.pid as number;
}

const threads = (pid: number): number[] => readdirSync(`/proc/${pid}/task`).map(Number);

describe('a process that yields the processor', () => {
  it('does so with all of its threads, and with its session', async () => {
    const pid = await sleeper();
    await yieldProcessor(pid, 5);
    expect(threads(pid).length).toBeGreaterThan(4);
    expect(new Set(threads(pid).map(getPriority))).toEqual(new Set([getPriority() + 5]));
    const group = `/proc/${pid}/autogroup`;
    if (existsSync(group)) expect(readFileSync(group, 'utf8')).toMatch(/ nice 5\n$/);
  });

  it('goes no lower than there is, and may have ended', async () => {
    const pid = await sleeper();
    await yieldProcessor(pid, 10);
    await yieldProcessor(pid, 10);
    expect(getPriority(pid)).toBe(19);
    child?.kill('SIGKILL');
    await once(child as ChildProcess, 'exit');
    await expect(yieldProcessor(pid, 5)).resolves.toBeUndefined();
  });
});
