import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts, isFree } from '@latchkey/local/ports';
import { type Answer, type Ask, ask } from './http.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Mail {
  readonly subject: string;
  readonly to: { readonly address: string }[];
  readonly text: string;
  readonly html: string;
}

/** A whole Latchkey of its own: the servers, the services and the mailbox, as `npm start` runs them. */
export class Latchkey {
  readonly output: string[] = [];

  private constructor(
    private readonly supervisor: ChildProcess,
    readonly dataDir: string,
    readonly ports: { readonly gateway: number; readonly mailbox: number },
    readonly adminPassword: string,
  ) {}

  /**
   * Starts one in a temporary folder, on free ports.
   *
   * @param env settings as http-api.md's "Running it" names them; request limits are off unless asked for
   */
  static async start(env: Record<string, string> = {}): Promise<Latchkey> {
    const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
    const gateways = Number(env.LATCHKEY_GATEWAYS ?? 1);
    const ports = { gateway: await freeRow(gateways), mailbox: await freeRow(1) };
    return Latchkey.startOn(dataDir, ports, env);
  }

  private static async startOn(dataDir: string, ports: Latchkey['ports'], env: Record<string, string>) {
    const adminPassword = 'correct horse battery staple 9';
    const supervisor = spawn(process.execPath, [join(root, 'local/dist/start.js')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? dataDir,
        LATCHKEY_DATA: dataDir,
        LATCHKEY_PORT: String(ports.gateway),
        LATCHKEY_MAILBOX_PORT: String(ports.mailbox),
        LATCHKEY_ADMIN_PASSWORD: adminPassword,
        LATCHKEY_RATE_LIMITS: 'off',
        ...env,
      },
    });
    const latchkey = new Latchkey(supervisor, dataDir, ports, adminPassword);
    await latchkey.ready();
    return latchkey;
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

  /** Ends everything and removes the data. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The supervisor ends, the data stays. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.supervisor.exitCode !== null || this.supervisor.signalCode !== null) return;
    const ended = new Promise((resolve) => this.supervisor.once('exit', resolve));
    this.supervisor.kill(signal);
    await ended;
  }

  /** Starts again on the same data and ports. */
  restart(env: Record<string, string> = {}): Promise<Latchkey> {
    return Latchkey.startOn(this.dataDir, this.ports, env);
  }

  private ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        this.output.push(chunk.toString());
        if (this.output.join('').includes('Latchkey is ready at')) resolve();
      };
      this.supervisor.stdout?.on('data', listen);
      this.supervisor.stderr?.on('data', listen);
      this.supervisor.once('exit', (code) =>
        reject(new Error(`Latchkey ended with ${code}:\n${this.output.join('')}`)),
      );
    });
  }
}

/** The first of `count` neighbouring ports that are free now, below those that systems give to outgoing connections. */
async function freeRow(count: number): Promise<number> {
  for (;;) {
    const [first = 0] = await freePorts(1);
    const rest = Array.from({ length: count - 1 }, (_, i) => isFree(first + i + 1));
    if ((await Promise.all(rest)).every(Boolean)) return first;
  }
}
