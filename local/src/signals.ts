import type { Supervisor } from './supervisor.js';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Stops everything on the first signal, at once on a second one.
 *
 * @returns a promise of the end
 */
export function stopOnSignal(supervisor: Supervisor, say: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let askedAt: number | undefined;
    const onSignal = (): void => {
      if (askedAt !== undefined) {
        // Ctrl+C reaches us twice: from the terminal, and from npm, which passes it on.
        if (performance.now() - askedAt > 1000) supervisor.kill();
        return;
      }
      askedAt = performance.now();
      say('Stopping …');
      supervisor.stop().then(resolve, reject);
    };
    for (const signal of stopSignals) process.on(signal, onSignal);
  });
}
