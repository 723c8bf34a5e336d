import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ChildOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly dieAt?: 'before commit' | 'before ack' | 'before mark';
  /** The number of an event that takes it down. */
  readonly dieOf?: number;
  /** Whether its handler takes several events at once. */
  readonly together?: boolean;
  readonly ackWaitMs?: number;
  readonly maxDeliveries?: number;
}

const alive = new Set<ChildProcess>();

/** The service of `process.mjs`. */
export class Child {
  private constructor(
    readonly process: ChildProcess,
    /** The signal that ended it. */
    readonly ended: Promise<NodeJS.Signals | null>,
  ) {}

  /** @returns when it is up, or has died already */
  static async start(options: ChildOptions): Promise<Child> {
    const script = fileURLToPath(new URL('./process.mjs', import.meta.url));
    const child = fork(script, [JSON.stringify({ ackWaitMs: 500, maxDeliveries: 8, ...options })], {
      execArgv: [],
    });
    alive.add(child);
    child.once('exit', () => alive.delete(child));
    const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
    await Promise.race([once(child, 'message'), ended]);
    return new Child(child, ended);
  }

  /** For after a test: what a failure left running would keep the test run from ending. */
  static killAll(): void {
    for (const child of alive) child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.process.kill('SIGCONT');
    this.process.kill('SIGTERM');
    await this.ended;
  }
}
