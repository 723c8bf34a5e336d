import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** Whether a server on 127.0.0.1 could take this port now. */
export async function isFree(port: number): Promise<boolean> {
  return (await problemWith(port, '127.0.0.1')) === undefined;
}

/**
 * Refuses a port that is told to the world and cannot be ours.
 *
 * @param variable the setting to change
 * @throws Error with a sentence that names both
 */
export async function requirePort(port: number, variable: string): Promise<void> {
  // A listener on all addresses meets those on one address too, but not on every system.
  const codes = [await problemWith(port, '::'), await problemWith(port, '127.0.0.1')];
  if (codes.includes('EADDRINUSE'))
    throw new Error(
      `Port ${port} is in use by another program: stop it, or set ${variable} to another port.`,
    );
  if (codes.includes('EACCES'))
    throw new Error(`Port ${port} may not be used by this user: set ${variable} to a port above 1023.`);
}

/**
 * Ports on 127.0.0.1 that are free now.
 *
 * Below 32768, where systems start to number outgoing connections: one of those could take a port of a server
 * that is being restarted.
 */
export async function freePorts(count: number, except: ReadonlySet<number> = new Set()): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(...range());
    if (!except.has(port) && !found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

/**
 * Neighbouring ports on 127.0.0.1 that are free now, e.g. for several gateways.
 *
 * @see freePorts
 */
export async function freeRow(count: number, except: ReadonlySet<number> = new Set()): Promise<number[]> {
  for (;;) {
    const [first = 0] = await freePorts(1);
    const row = Array.from({ length: count }, (_, i) => first + i);
    const free = await Promise.all(row.map((port) => !except.has(port) && isFree(port)));
    if (free.every(Boolean)) return row;
  }
}

/**
 * `LATCHKEY_PRIVATE_PORTS`, `15000-18999`, is for those who start several at the same moment: between the choice of a
 * port and its use another may choose it too.
 */
function range(): [from: number, below: number] {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(process.env.LATCHKEY_PRIVATE_PORTS ?? '') ?? [];
  return from && to ? [Number(from), Number(to) + 1] : [15_000, 32_000];
}

/**
 * A private port for each name: the one it had last time if it is still free, else a new one.
 *
 * @param file where they are remembered
 * @param reserved free now, but meant for somebody else
 */
export async function rememberedPorts<N extends string>(
  file: string,
  names: readonly N[],
  reserved: readonly number[] = [],
): Promise<Record<N, number>> {
  const before = readPorts(file);
  const kept = new Map<string, number>();
  for (const name of names) {
    const port = before[name];
    if (port !== undefined && !reserved.includes(port) && (await isFree(port))) kept.set(name, port);
  }
  const lacking = names.filter((name) => !kept.has(name));
  const fresh = await freePorts(lacking.length, new Set([...Object.values(before), ...reserved]));
  for (const [index, name] of lacking.entries()) kept.set(name, fresh[index] as number);
  writeFileSync(file, `${JSON.stringify({ ...before, ...Object.fromEntries(kept) }, undefined, 2)}\n`);
  return Object.fromEntries(kept) as Record<N, number>;
}

function readPorts(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}

/** The code of the error that listening there brings. */
function problemWith(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
