import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { requireProgram } from '@latchkey/local/servers/binaries';

const script = fileURLToPath(new URL('../../load/requests.lua', import.meta.url));

export interface Load {
  readonly url: string;
  /** A file with one credential (or name) a line; each request carries one of them, picked at random. */
  readonly lines: string;
  readonly seconds: number;
  readonly connections?: number;
  readonly method?: string;
  /** Sent with each request; `%TOKEN%` stands for the line. */
  readonly body?: string;
  /** Header that carries the line, and what stands before it; the default is `authorization: Bearer …`. */
  readonly header?: { readonly name: string; readonly prefix: string };
  /** Each line once, in order, instead of at random. */
  readonly inOrder?: boolean;
  /** Which line is the first then. */
  readonly first?: number;
}

export interface Sample {
  /** Answers a second. */
  readonly rate: number;
  readonly requests: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

interface Result {
  readonly requests: number;
  readonly microseconds: number;
  readonly refused: number;
  readonly broken: number;
  readonly p50: number;
  readonly p99: number;
}

/** One run of wrk, on one thread. @throws Error when anything was refused or broke: such a run measures nothing. */
export async function wrk(load: Load): Promise<Sample> {
  const { requests, microseconds, refused, broken, p50, p99 } = await measure(load);
  if (refused + broken > 0)
    throw new Error(
      `${load.url}: of ${requests} requests ${refused} were refused and ${broken} broke; nothing was measured.`,
    );
  return { rate: requests / (microseconds / 1e6), requests, p50: p50 / 1000, p99: p99 / 1000 };
}

/** Every line at least once, so that whoever keeps something has it; then at random, for the compiler. */
export async function warmUp(load: Load, lines: number): Promise<void> {
  for (let sent = 0; sent < lines; )
    sent += (await measure({ ...load, seconds: 2, first: sent, inOrder: true })).requests;
  await measure({ ...load, seconds: 2 });
}

async function measure({ url, seconds, connections = 64, ...load }: Load): Promise<Result> {
  const command = await requireProgram('wrk');
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      WRK_TOKENS: load.lines,
      ...(load.method ? { WRK_METHOD: load.method } : {}),
      ...(load.body ? { WRK_BODY: load.body } : {}),
      ...(load.header ? { WRK_HEADER: load.header.name, WRK_PREFIX: load.header.prefix } : {}),
      ...(load.inOrder ? { WRK_ORDER: 'once', WRK_FIRST: String(load.first ?? 0) } : {}),
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  const result = /^RESULT (.*)$/m.exec(output)?.[1];
  if (!result) throw new Error(`wrk said nothing that can be read:\n${output}`);
  return JSON.parse(result) as Result;
}
