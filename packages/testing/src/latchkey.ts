import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freeRow } from '@latchkey/local/ports';
import { type Answer, type Ask, ask } from './http.js';
import { enter, giveBack, type Running, takeFree } from './pool.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Mail {
  readonly subject: string;
  readonly to: { readonly address: string }[];
  readonly text: string;
  readonly html: string;
}

/** A whole Latchkey: the servers, the services and the mailbox, as `npm start` runs them. */
export class Latchkey {
  private constructor(
    private readonly running: Running,
    /** Ours to end; none when it is another's to use after us. */
    private readonly supervisor?: ChildProcess,
    private readonly env: Record<string, string> = {},
  ) {}

  /**
   * Starts one of its own in a temporary folder, on free ports.
   *
   * @param env settings as http-api.md's "Running it" names them; request limits are off unless asked for
   * @param data files that are there before it starts, by name
   */
  static async start(
    env: Record<string, string> = {},
    data: Record<string, unknown> = {},
  ): Promise<Latchkey> {
    const place = await newPlace(env);
    for (const [name, content] of Object.entries(data))
      writeFileSync(join(place.dataDir, name), JSON.stringify(content), { mode: 0o600 });
    return Latchkey.startOn(place, env);
  }

  /**
   * One with these settings that other test files use before and after, but never meanwhile: for tests that make their
   * own people, and stop nothing. `stop` gives it back.
   */
  static async borrow(env: Record<string, string> = {}): Promise<Latchkey> {
    const free = takeFree(env);
    if (free) return new Latchkey(free, undefined, env);
    const started = await Latchkey.start(env);
    if (!enter(env, started.running)) return started;
    started.supervisor?.unref();
    return new Latchkey(started.running, undefined, env);
  }

  private static async startOn(place: Place, env: Record<string, string>) {
    const adminPassword = 'correct horse battery staple 9';
    // A file and not a pipe: it may outlive this process.
    const output = join(place.dataDir, 'start.log');
    const log = openSync(output, 'a');
    const from = fstatSync(log).size;
    const supervisor = spawn(process.execPath, [join(root, 'local/dist/start.js')], {
      cwd: root,
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? place.dataDir,
        LATCHKEY_PRIVATE_PORTS: process.env.LATCHKEY_PRIVATE_PORTS ?? '',
        LATCHKEY_DATA: place.dataDir,
        LATCHKEY_PORT: String(place.ports.gateway),
        LATCHKEY_MAILBOX_PORT: String(place.ports.mailbox),
        LATCHKEY_ADMIN_PASSWORD: adminPassword,
        LATCHKEY_RATE_LIMITS: 'off',
        ...env,
      },
    });
    closeSync(log);
    await ready(supervisor, output, from);
    return new Latchkey({ ...place, pid: supervisor.pid as number, adminPassword }, supervisor, env);
  }

  get dataDir(): string {
    return this.running.dataDir;
  }

  get ports(): Running['ports'] {
    return this.running.ports;
  }

  get adminPassword(): string {
    return this.running.adminPassword;
  }

  /** What the supervisor has printed. */
  get output(): string {
    return readFileSync(join(this.dataDir, 'start.log'), 'utf8');
  }

  /** Of the n-th gateway, from 1. */
  origin(n = 1): string {
    return `http://127.0.0.1:${this.ports.gateway + n - 1}`;
  }

  ask(method: string, path: string, it: Ask & { readonly gateway?: number } = {}): Promise<Answer> {
    return ask(this.origin(it.gateway), method, path, it);
  }

  /** Mails that reached the local mailbox, at an address or in all. */
  async mails(address?: string): Promise<Mail[]> {
    const { body } = await ask(`http://127.0.0.1:${this.ports.mailbox}`, 'GET', '/api/email');
    const mails: Mail[] = Array.isArray(body) ? body : (body.items ?? body.emails ?? []);
    return mails.filter((mail) => address === undefined || mail.to.some((to) => to.address === address));
  }

  /** Of a service or server that runs now, e.g. `tokens`, `nats`. */
  pid(name: string, n = 1): number {
    return Number.parseInt(readFileSync(join(this.dataDir, 'run', `${name}-${n}.pid`), 'utf8'), 10);
  }

  signal(name: string, signal: NodeJS.Signals, n = 1): void {
    process.kill(this.pid(name, n), signal);
  }

  log(name: string, n = 1): string {
    return readFileSync(join(this.dataDir, 'log', `${name}-${n}.log`), 'utf8');
  }

  /** Ends everything and removes the data; gives back what was borrowed. */
  async stop(): Promise<void> {
    if (!this.supervisor) return giveBack(this.env, this.running);
    await this.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The supervisor ends, the data stays. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const { supervisor } = this;
    if (!supervisor) throw new Error('Borrowed: start one of your own to end it.');
    if (supervisor.exitCode !== null || supervisor.signalCode !== null) return;
    const ended = new Promise((resolve) => supervisor.once('exit', resolve));
    supervisor.kill(signal);
    await ended;
  }

  /** Starts again on the same data and ports. */
  restart(env: Record<string, string> = {}): Promise<Latchkey> {
    return Latchkey.startOn(this.running, env);
  }
}

type Place = Pick<Running, 'dataDir' | 'ports'>;

async function newPlace(env: Record<string, string>): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  const gateways = await freeRow(Number(env.LATCHKEY_GATEWAYS ?? 1));
  const [mailbox = 0] = await freeRow(1, new Set(gateways));
  return { dataDir, ports: { gateway: gateways[0] as number, mailbox } };
}

/** When it says so; what it says is in a file, which nobody tells us of. */
async function ready(supervisor: ChildProcess, output: string, from: number): Promise<void> {
  for (;;) {
    const said = readFileSync(output).subarray(from).toString();
    if (said.includes('Latchkey is ready at')) return;
    if (supervisor.exitCode !== null || supervisor.signalCode !== null)
      throw new Error(`Latchkey ended with ${supervisor.exitCode ?? supervisor.signalCode}:\n${said}`);
    await pause(25);
  }
}
