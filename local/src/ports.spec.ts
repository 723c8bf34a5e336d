import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { freePorts, freeRow, isFree, rememberedPorts, requirePort } from './ports.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const file = join(folder.path, 'ports.json');
afterAll(() => folder.remove());

async function occupied<T>(port: number, host: string, work: () => Promise<T>): Promise<T> {
  const occupant = createServer().listen(port, host);
  await once(occupant, 'listening');
  try {
    return await work();
  } finally {
    occupant.close();
    await once(occupant, 'close');
  }
}

describe('rememberedPorts', () => {
  it('are the same again, for old and new names', async () => {
    const first = await rememberedPorts(file, ['a', 'b']);
    const second = await rememberedPorts(file, ['b', 'c']);
    expect(second.b).toBe(first.b);
    expect(new Set([first.a, first.b, second.c]).size).toBe(3);
    expect(await rememberedPorts(file, ['a', 'b', 'c'])).toEqual({ ...first, ...second });
  });

  it('give way to a foreign program, for this name alone', async () => {
    const [a = 0, b = 0] = await freePorts(2);
    writeFileSync(file, JSON.stringify({ a, b }));
    const now = await occupied(a, '127.0.0.1', () => rememberedPorts(file, ['a', 'b']));
    expect(now.b).toBe(b);
    expect(now.a).not.toBe(a);
    expect(await isFree(now.a)).toBe(true);
  });
});

describe('rememberedPorts, reserved ones', () => {
  it('are left to whom they are meant for', async () => {
    const [port = 0] = await freePorts(1);
    writeFileSync(file, JSON.stringify({ a: port }));
    expect((await rememberedPorts(file, ['a'], [port])).a).not.toBe(port);
  });
});

describe('freeRow', () => {
  it('finds neighbours that are all free, without those that are meant for somebody else', async () => {
    const [first = 0, second = 0, third = 0] = await freeRow(3);
    expect([second, third]).toEqual([first + 1, first + 2]);
    const elsewhere = await occupied(second, '127.0.0.1', () => only([first, second], () => freeRow(1)));
    expect(elsewhere).toEqual([first]);
    expect(await only([first, second], () => freeRow(1, new Set([first])))).toEqual([second]);
  });
});

/** While ports are chosen from here alone. */
async function only<T>([from, to]: [number, number], work: () => Promise<T>): Promise<T> {
  const before = process.env.LATCHKEY_PRIVATE_PORTS;
  process.env.LATCHKEY_PRIVATE_PORTS = `${from}-${to}`;
  try {
    return await work();
  } finally {
    process.env.LATCHKEY_PRIVATE_PORTS = before;
  }
}

describe('requirePort', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('refuses one on which somebody listens at %s', async (host) => {
    const [port = 0] = await freePorts(1);
    await expect(requirePort(port, 'LATCHKEY_PORT')).resolves.toBeUndefined();
    const sentence = `Port ${port} is in use by another program: stop it, or set LATCHKEY_PORT to another port.`;
    await occupied(port, host, () => expect(requirePort(port, 'LATCHKEY_PORT')).rejects.toThrow(sentence));
  });
});
