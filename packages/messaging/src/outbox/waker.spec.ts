import { describe, expect, it } from '@jest/globals';
import { Waker } from './waker.js';

/** Nobody waits that long: what ends has been cut short. */
const forEver = 2 ** 30;

describe('Waker', () => {
  it('is woken during a sleep, or just before it, once', async () => {
    const waker = new Waker();
    const sleeping = waker.sleep(forEver);
    waker.wake();
    await sleeping;
    waker.wake();
    await waker.sleep(forEver);
    await waker.sleep(0);
  });

  it('rests through what is not urgent, and keeps it for the next sleep', async () => {
    const waker = new Waker();
    let rested = false;
    const resting = waker.rest(forEver).then(() => {
      rested = true;
    });
    waker.wake({ urgent: false });
    await Promise.resolve();
    expect(rested).toBe(false);
    waker.wake({ urgent: true });
    await resting;
    await waker.sleep(forEver);
  });

  it('does not rest when something urgent came just before, once', async () => {
    const waker = new Waker();
    waker.wake({ urgent: true });
    await waker.sleep(forEver);
    await waker.rest(forEver);
    let rested = false;
    void waker.rest(forEver).then(() => {
      rested = true;
    });
    await Promise.resolve();
    expect(rested).toBe(false);
    waker.wake({ urgent: true });
  });

  it('ends a rest of no time at once', async () => {
    await expect(new Waker().rest(-1)).resolves.toBeUndefined();
  });
});
