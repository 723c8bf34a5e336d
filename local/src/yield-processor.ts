import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lets others have the processor before a process that runs; what they leave is still all its own.
 *
 * Where Linux groups processes by session (sched(7), "The autogroup feature"), which it does unless told otherwise, a
 * thread's niceness counts inside its group alone, so that the group gets one too. Nothing fails when the system refuses:
 * the process then takes its turns like any other.
 *
 * @param niceness added to what it has, from 1 to 19 (setpriority(2)): with 5, a third of what an ordinary process gets while both want all
 */
export function yieldProcessor(pid: number, niceness: number): void {
  try {
    for (const thread of threadsOf(pid)) setPriority(thread, lower(getPriority(thread), niceness));
    const group = `/proc/${pid}/autogroup`;
    if (existsSync(group)) writeFileSync(group, String(niceness));
  } catch {
    // It has ended, or may not be touched.
  }
}

const lower = (priority: number, niceness: number): number =>
  Math.min(priority + niceness, constants.priority.PRIORITY_LOW);

/** Those that it has by now: setpriority(2) of Linux is of one thread, though POSIX means the process. */
function threadsOf(pid: number): number[] {
  return process.platform === 'linux' ? readdirSync(`/proc/${pid}/task`).map(Number) : [pid];
}
