import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** Linux lets the unprivileged change one group in 100 ms, all of them together. */
const groupPauseMs = 150;
const groupAttempts = 10;

/**
 * Lets others have the processor before a process that runs; what they leave is still all its own.
 *
 * Where Linux groups processes by session (sched(7), "The autogroup feature"), which it does unless told otherwise, a
 * thread's niceness counts inside its group alone, so that the group gets one too. Nothing fails when the system
 * refuses: the process then takes its turns like any other.
 *
 * @param niceness added to what it has, from 1 to 19 (setpriority(2)): with 5, a third of what an ordinary process
 *   gets while both want all
 */
export async function yieldProcessor(pid: number, niceness: number): Promise<void> {
  for (const thread of threadsOf(pid)) yieldThread(thread, niceness);
  const group = `/proc/${pid}/autogroup`;
  for (let attempt = 0; attempt < groupAttempts && existsSync(group); attempt++) {
    if (!isToldToRetry(() => writeFileSync(group, String(niceness)))) return;
    await pause(groupPauseMs, undefined, { ref: false });
  }
}

/** Those that it has by now: setpriority(2) of Linux is of one thread, though POSIX means the process. */
function threadsOf(pid: number): number[] {
  if (process.platform !== 'linux') return [pid];
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

function yieldThread(thread: number, niceness: number): void {
  try {
    setPriority(thread, Math.min(getPriority(thread) + niceness, constants.priority.PRIORITY_LOW));
  } catch {
    // It has ended.
  }
}

/** Any other refusal is final. */
function isToldToRetry(write: () => void): boolean {
  try {
    write();
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN';
  }
}
