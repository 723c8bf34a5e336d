import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { CredentialStore } from '../../src/credential-store.js';

export const program = fileURLToPath(new URL('../../bin/latchkey.mjs', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Input {
  /** Written to stdin, which then ends. */
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A run that goes on. */
export interface Running {
  readonly child: ChildProcess;
  /** What it has written to stderr so far. */
  readonly stderr: () => string;
  readonly end: Promise<Outcome>;
}

/** Somebody with a home of his own, who runs the built program. */
export class Cli {
  readonly home = mkdtempSync(join(tmpdir(), 'latchkey-home-'));
  readonly folder = join(this.home, 'config', 'latchkey');

  constructor(private readonly url: string) {}

  run(args: readonly string[], input: Input = {}): Promise<Outcome> {
    return this.start(args, input).end;
  }

  /** What a run that must succeed prints, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
  async json(args: readonly string[], input: Input = {}): Promise<any> {
    const { code, stdout, stderr } = await this.run([...args, '--json'], input);
    if (code !== 0) throw new Error(`latchkey ${args.join(' ')}: ${code}\n${stderr}`);
    return JSON.parse(stdout);
  }

  start(args: readonly string[], { stdin = '', env = {} }: Input = {}): Running {
    const child = spawn(process.execPath, [program, ...args], { env: this.environment(env) });
    const written = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      written.stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      written.stderr += chunk.toString();
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    const end = new Promise<Outcome>((resolve) =>
      child.once('close', (code) => resolve({ code, ...written })),
    );
    return { child, stderr: () => written.stderr, end };
  }

  /** As a login leaves it behind. */
  async keep(token: string): Promise<void> {
    const now = new Date().toISOString();
    await new CredentialStore(this.folder).save({
      url: this.url,
      token,
      handle: 'x',
      savedAt: now,
      expiresAt: null,
    });
  }

  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      HOME: this.home,
      XDG_CONFIG_HOME: join(this.home, 'config'),
      LATCHKEY_URL: this.url,
      ...more,
    };
  }

  leave(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
