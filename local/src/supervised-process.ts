import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { type Launch, spawnLaunch } from './launch.js';
import { openLog } from './log-file.js';
import type { ProcessRecords } from './process-records.js';
import { endOfLog, isOver, stopChild } from './servers/server.js';
import { yieldProcessor } from './yield-processor.js';

/** Where a supervised process leaves traces. */
export interface Surroundings {
  readonly records: ProcessRecords;
  readonly logFolder: string;
  /** Tells the person who watches. */
  readonly say: (line: string) => void;
}

const backOff = { firstMs: 250, longestMs: 10_000 };
const healthyMs = 30_000;
const firstReadyWithinMs = 60_000;
const attemptsBeforeReady = 5;
const pollMs = 50;

/** Settles once: when a process answers first, or when it is given up. */
class FirstAnswer {
  resolve!: () => void;
  reject!: (error: Error) => void;
  readonly promise = new Promise<void>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

/** One process that is started again when it dies. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private startedAt = 0;
  private wasReady = false;
  private deaths = 0;
  private stopping = false;
  private retry: NodeJS.Timeout | undefined;
  private poll: NodeJS.Timeout | undefined;
  private readonly begun = performance.now();
  private readonly first = new FirstAnswer();
  readonly logFile: string;

  constructor(
    readonly launch: Launch,
    private readonly around: Surroundings,
  ) {
    this.logFile = join(around.logFolder, `${launch.name}.log`);
  }

  /** @returns a promise of its first answer; rejects when it does not get there */
  start(): Promise<void> {
    this.spawn();
    // Who stops a process before it was ready need not care that it never was.
    this.first.promise.catch(() => undefined);
    return this.first.promise;
  }

  /** Asks it to stop, insists after `graceMs`, and does not start it again. */
  async stop(graceMs: number): Promise<void> {
    this.giveUp();
    if (this.child) await stopChild(this.launch, this.child, graceMs);
    this.around.records.remove(this.launch.name);
  }

  /** Ends it at once. */
  kill(): void {
    this.giveUp();
    this.child?.kill(this.launch.killSignal ?? 'SIGKILL');
  }

  private giveUp(): void {
    this.stopping = true;
    clearTimeout(this.retry);
    clearTimeout(this.poll);
    this.first.reject(new Error(`${this.launch.name} was stopped before it was ready`));
  }

  private spawn(): void {
    const log = openLog(this.logFile);
    const child = spawnLaunch(this.launch, log);
    closeSync(log);
    this.child = child;
    this.startedAt = performance.now();
    child.once('error', (error) => child.pid === undefined && this.died(error.message));
    child.once('exit', (code, signal) => this.died(signal ?? `exit code ${code}`));
    if (child.pid === undefined) return;
    const { stopSignal = 'SIGTERM', killSignal = 'SIGKILL' } = this.launch;
    this.around.records.write(this.launch.name, child.pid, { stopSignal, killSignal });
    void this.watch(child);
  }

  /** Polls until it answers. */
  private async watch(child: ChildProcess): Promise<void> {
    const answers = await this.launch.ready();
    if (this.stopping || isOver(child)) return;
    if (answers) return this.becameReady(child);
    if (!this.wasReady && performance.now() - this.begun > firstReadyWithinMs) {
      this.first.reject(this.failure(`did not answer within ${firstReadyWithinMs / 1000} s`));
    }
    this.poll = setTimeout(() => void this.watch(child), pollMs);
  }

  private becameReady({ pid }: ChildProcess): void {
    const { niceness } = this.launch;
    if (pid && niceness) void yieldProcessor(pid, niceness);
    if (this.wasReady) this.say(`answers again after ${seconds(performance.now() - this.startedAt)}`);
    this.wasReady = true;
    this.first.resolve();
  }

  private died(how: string): void {
    if (this.stopping) return;
    clearTimeout(this.poll);
    if (performance.now() - this.startedAt > healthyMs) this.deaths = 0;
    this.deaths += 1;
    if (!this.wasReady && this.deaths >= attemptsBeforeReady) {
      this.first.reject(this.failure(`ended ${this.deaths} times before it was ready (${how})`));
      return;
    }
    const waitMs = Math.min(backOff.firstMs * 2 ** (this.deaths - 1), backOff.longestMs);
    this.say(`ended (${how}); starts again in ${seconds(waitMs)}`);
    this.retry = setTimeout(() => this.spawn(), waitMs);
  }

  private failure(what: string): Error {
    return new Error(`${this.launch.name} ${what}: ${endOfLog(this.logFile)} (see ${this.logFile})`);
  }

  private say(what: string): void {
    this.around.say(`${this.launch.name} ${what}`);
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 1000 ? 2 : 1)} s`;
