import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Launch, spawnLaunch } from '../launch.js';

/** A server that runs on this machine. */
export interface Server {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Stops it and waits until it is gone. */
  stop(): Promise<void>;
}

const readyWithinMs = 60_000;

/**
 * Starts a server once, without anybody who would restart it, and waits until it answers.
 *
 * @throws Error with the end of its log when it ends first or does not answer
 */
export async function startServer(launch: Launch, logFile: string): Promise<Server> {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawnLaunch(launch, log);
  closeSync(log);
  const failed = once(child, 'exit').then(
    ([code, signal]) => `ended with ${signal ?? `exit code ${code}`}`,
    String,
  );
  const failure = await Promise.race([failed, untilReady(launch, child)]);
  if (failure !== undefined) {
    child.kill('SIGKILL');
    throw new Error(`${launch.name} ${failure}: ${endOfLog(logFile)}`);
  }
  return { pid: child.pid as number, child, stop: () => stopChild(launch, child) };
}

/** The last lines of a log, for an error message. */
export function endOfLog(logFile: string, lines = 3): string {
  try {
    return readFileSync(logFile, 'utf8').trim().split('\n').slice(-lines).join(' | ').slice(-800);
  } catch {
    return 'no log';
  }
}

/** Asks it to stop, insists after 10 s, waits until it is gone. */
export async function stopChild(launch: Launch, child: ChildProcess, graceMs = 10_000): Promise<void> {
  if (isOver(child)) return;
  const gone = once(child, 'exit');
  child.kill(launch.stopSignal ?? 'SIGTERM');
  const insist = setTimeout(() => child.kill(launch.killSignal ?? 'SIGKILL'), graceMs);
  await gone;
  clearTimeout(insist);
}

/** Whether it ended, or never began. */
export const isOver = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

async function untilReady(launch: Launch, child: ChildProcess): Promise<string | undefined> {
  const deadline = performance.now() + readyWithinMs;
  while (!isOver(child)) {
    // Somebody else may answer on its port, while it ends because of that.
    if ((await launch.ready()) && !isOver(child)) return undefined;
    if (performance.now() > deadline) return `did not answer within ${readyWithinMs / 1000} s`;
    await delay(40);
  }
  return 'ended';
}

/** Runs a program to its end. @throws Error with the end of what it said */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: Pick<Launch, 'owner' | 'cwd'>,
): Promise<void> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: options.cwd,
    ...(options.owner && { uid: options.owner.uid, gid: options.owner.gid }),
  });
  let said = '';
  const keep = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-2000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0)
    throw new Error(
      `${command} ended with ${signal ?? `exit code ${code}`}: ${said.trim().split('\n').slice(-3).join(' | ')}`,
    );
}
