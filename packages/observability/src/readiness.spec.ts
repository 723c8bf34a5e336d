import { describe, expect, it } from '@jest/globals';
import { Readiness } from './readiness.js';

describe('Readiness', () => {
  it('is ready when all answer, and names what does not', async () => {
    const readiness = new Readiness();
    readiness.add('database', async () => undefined);
    expect(await readiness.report()).toEqual({ ready: true, checks: { database: 'ok' } });
    readiness.add('nats', async () => {
      throw new Error('nats://ada:hunter2@host refused');
    });
    expect(await readiness.report()).toEqual({ ready: false, checks: { database: 'ok', nats: 'failed' } });
  });

  it('asks a dependency once for many probes at a time', async () => {
    const readiness = new Readiness();
    let asked = 0;
    readiness.add('database', async () => {
      asked += 1;
    });
    await Promise.all(Array.from({ length: 50 }, () => readiness.report()));
    expect(asked).toBe(1);
  });

  it('gives up on a dependency that never answers', async () => {
    const readiness = new Readiness();
    readiness.add('database', () => new Promise(() => undefined));
    expect(await readiness.report()).toEqual({ ready: false, checks: { database: 'failed' } });
  });

  it('is not ready while it stops', async () => {
    const readiness = new Readiness();
    readiness.stop();
    expect((await readiness.report()).ready).toBe(false);
  });
});
