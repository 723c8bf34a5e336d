import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { freeRow } from '@latchkey/local/ports';
import { temporaryFolder } from '@latchkey/local/temporary-folder';
import { eventually } from '@latchkey/testing/eventually';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

/** A place for the real servers and services that only answer, started as `npm start` starts them. */
export class World {
  private readonly folder = temporaryFolder();
  private readonly started: Run[] = [];

  private constructor(
    readonly port: number,
    private readonly mailboxPort: number,
  ) {
    for (const service of ['gateway', 'identity', 'tokens', 'notifications', 'audit']) {
      const dist = join(this.root, 'services', service, 'dist');
      mkdirSync(dist, { recursive: true });
      writeFileSync(
        join(dist, 'main.js'),
        `import(${JSON.stringify(pathToFileURL(fixture('service.mjs')).href)});\n`,
      );
    }
  }

  static async make(): Promise<World> {
    // The second is for a second gateway.
    const gateways = await freeRow(2);
    const [mailboxPort = 0] = await freeRow(1, new Set(gateways));
    return new World(gateways[0] as number, mailboxPort);
  }

  get root(): string {
    return this.folder.path;
  }

  data(...names: string[]): string {
    return join(this.root, 'data', ...names);
  }

  start(env: NodeJS.ProcessEnv = {}): Run {
    return this.run([process.execPath, fixture('start.mjs'), this.root], env);
  }

  /** As whoever types `npm start`: with npm and its shell between them and what runs. */
  startByNpm(): Run {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    const start = scripts.start.replace('local/start.mjs', `${fixture('start.mjs')} ${this.root}`);
    writeFileSync(join(this.root, 'package.json'), JSON.stringify({ scripts: { start } }));
    return this.run(['npm', 'start'], {});
  }

  private run([command, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Run {
    const run = new Run(
      spawn(command, args, {
        cwd: this.root,
        env: {
          ...process.env,
          LATCHKEY_DATA: this.data(),
          LATCHKEY_PORT: String(this.port),
          LATCHKEY_MAILBOX_PORT: String(this.mailboxPort),
          ...env,
        },
      }),
    );
    this.started.push(run);
    return run;
  }

  pid(name: string): number {
    return Number(readFileSync(this.data('run', `${name}.pid`), 'utf8'));
  }

  pidFiles(): string[] {
    return readdirSync(this.data('run')).sort();
  }

  /** The environment that a service was given. */
  async env(instance: string): Promise<Record<string, string>> {
    const { servicePorts } = this.connections();
    const port = instance.startsWith('gateway')
      ? this.port + Number(instance.split('-')[1]) - 1
      : servicePorts[instance];
    const response = await fetch(`http://127.0.0.1:${port}/env`);
    return (await response.json()) as Record<string, string>;
  }

  connections(): {
    redis: string;
    nats: Record<string, string>;
    databases: Record<string, string>;
    servicePorts: Record<string, number>;
  } {
    return JSON.parse(readFileSync(this.data('connections.json'), 'utf8'));
  }

  /** Every process that was started from, or works in, this world's folder. */
  processes(): string[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    return pids.flatMap((pid) => {
      const command = readOr(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      const folder = readOr(() => readlinkSync(`/proc/${pid}/cwd`));
      return command && `${command} ${folder}`.includes(this.root) ? [`${pid} ${command}`] : [];
    });
  }

  async end(): Promise<void> {
    for (const run of this.started) await run.stop();
    await eventually(() => {
      const left = this.processes();
      if (left.length > 0) throw new Error(`Still running: ${left.join('; ')}`);
    });
    this.folder.remove();
  }
}

/** One run of `start`. */
export class Run {
  output = '';
  readonly exited: Promise<number | null>;

  constructor(readonly child: ChildProcess) {
    this.exited = once(child, 'close').then(([code]) => code as number | null);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** Until it prints this. @throws Error with all it printed when it ends without, or takes too long */
  async prints(text: string): Promise<void> {
    await eventually(() => {
      if (!this.output.includes(text)) throw new Error(`No "${text}" in: ${this.output}`);
    }, 40_000);
  }

  async ready(): Promise<this> {
    const ended = this.exited.then(() => {
      throw new Error(`Ended: ${this.output}`);
    });
    await Promise.race([this.prints('Latchkey is ready at'), ended]);
    await this.prints('Sign in as');
    return this;
  }

  /** @returns its exit code */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.exited;
  }
}

function readOr(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
