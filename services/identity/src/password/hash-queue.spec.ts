import { describe, expect, it, jest } from '@jest/globals';
import { HashQueue, type Lane } from './hash-queue.js';

/** Work that ends when the test says so. */
function gates(queue: HashQueue) {
  const begun: string[] = [];
  const open = new Map<string, () => void>();
  const enter = (name: string, lane: Lane = 'stranger') =>
    queue.run(lane, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => open.set(name, resolve));
      return name;
    });
  const end = async (name: string) => {
    open.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, enter, end };
}

const bounds = { atOnce: 2, places: 2, longestWaitMs: 60_000 };
const overloaded = { code: 'overloaded', details: { retryAfterSeconds: 1 } };

describe('the line for hashes', () => {
  it('lets so many in at once, the others in their order', async () => {
    const { begun, enter, end } = gates(new HashQueue(bounds));
    const all = ['a', 'b', 'c', 'd'].map((name) => enter(name));
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await end('d');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses whom it has no place for, and has one again later', async () => {
    const queue = new HashQueue(bounds);
    const { begun, enter, end } = gates(queue);
    const waiting = ['a', 'b', 'c', 'd'].map((name) => enter(name));
    expect(queue.waiting).toBe(2);
    await expect(enter('e')).rejects.toMatchObject(overloaded);
    await end('a');
    const late = enter('f');
    for (const name of ['b', 'c', 'd', 'f']) await end(name);
    await Promise.all([...waiting, late]);
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'f']);
    expect(queue.waiting).toBe(0);
  });

  it('serves who is signed in first, and keeps places for them', async () => {
    const { begun, enter, end } = gates(new HashQueue({ ...bounds, atOnce: 1 }));
    const all = [enter('a'), enter('b'), enter('c')];
    await expect(enter('d')).rejects.toMatchObject(overloaded);
    all.push(enter('e', 'signed-in'));
    for (const name of ['a', 'e', 'b', 'c']) await end(name);
    await Promise.all(all);
    expect(begun).toEqual(['a', 'e', 'b', 'c']);
  });

  it('sends away who waited too long; what they wanted is never begun', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const queue = new HashQueue({ ...bounds, atOnce: 1, longestWaitMs: 2000 });
      const { begun, enter, end } = gates(queue);
      const first = enter('a');
      const impatient = expect(enter('b')).rejects.toMatchObject(overloaded);
      jest.advanceTimersByTime(1999);
      expect(queue.waiting).toBe(1);
      jest.advanceTimersByTime(1);
      await impatient;
      await end('a');
      await first;
      expect([begun, queue.waiting]).toEqual([['a'], 0]);
      const next = enter('c');
      await end('c');
      expect(await next).toBe('c');
    } finally {
      jest.useRealTimers();
    }
  });

  it('gives the place on when the work fails', async () => {
    const queue = new HashQueue({ ...bounds, atOnce: 1 });
    const failing = queue.run('stranger', () => Promise.reject(new Error('no memory')));
    const next = queue.run('stranger', async () => 'done');
    await expect(failing).rejects.toThrow('no memory');
    expect(await next).toBe('done');
    expect(await queue.run('stranger', async () => 'again')).toBe('again');
  });
});
