import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { program } from '@latchkey/local/program';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A service as a process of its own, told what it needs by its environment alone. */
export class ServiceProcess {
  /** Resolves with its private port; rejects when it ends before. */
  readonly ready: Promise<number>;
  readonly ended: Promise<End>;
  private readonly chunks: string[] = [];

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => this.chunks.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => this.chunks.push(chunk.toString()));
    this.ended = endOf(child);
    this.ready = new Promise((resolve, reject) => {
      child.on('message', (message: { type?: string; port: number }) => {
        if (message.type === 'ready') resolve(message.port);
      });
      void this.ended.then((end) =>
        reject(new Error(`It ended with ${JSON.stringify(end)}:\n${this.output()}`)),
      );
    });
    this.ready.catch(() => undefined);
  }

  static start(service: string, env: NodeJS.ProcessEnv): ServiceProcess {
    const { PATH, HOME } = process.env;
    const [script, ...first] = program(root, `services/${service}/dist/main.js`);
    return new ServiceProcess(
      fork(script, first, {
        env: { PATH, HOME, ...env },
        execArgv: [],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
    );
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** What it wrote so far, on both streams. */
  output(): string {
    return this.chunks.join('');
  }

  /** Ends the connection to its parent, as the parent's death does. */
  orphan(): void {
    this.child.disconnect();
  }

  async kill(): Promise<End> {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  async stop(): Promise<End> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    return this.ended;
  }
}

/** Once it is gone and all that it wrote is read. Its `close` event would never come to a parent that disconnected. */
async function endOf(child: ChildProcess): Promise<End> {
  const streams = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'close'));
  const [[code, signal]] = await Promise.all([
    once(child, 'exit') as Promise<[End['code'], End['signal']]>,
    ...streams,
  ]);
  return { code, signal };
}
