import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats a check until it passes; its last failure is the test's failure.
 *
 * @param withinMs a bound against hanging for ever, not a claim about speed
 */
export async function eventually<T>(check: () => Promise<T> | T, withinMs = 20_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(50);
  }
}
