import { Readiness } from '@latchkey/observability/readiness';
import { stopTracing } from '@latchkey/observability/tracing';
import type { INestApplication } from '@nestjs/common';
import { Logger } from '@nestjs/common';

/** Shorter than the ten seconds after which supervisors and orchestrators kill. */
const hardLimitMs = 9000;

/**
 * Stops the process cleanly on SIGTERM and SIGINT, and when the parent that started it is gone: a supervisor that
 * was itself killed leaves nothing running behind.
 */
export function stopOnRequest(app: INestApplication): void {
  const logger = new Logger('Process');
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    logger.log(`Stopping: ${reason}`);
    setTimeout(() => {
      logger.error(`Not stopped after ${hardLimitMs / 1000} s: giving up on what is still going on`);
      process.exit(1);
    }, hardLimitMs).unref();
    app.get(Readiness, { strict: false }).stop();
    void app
      .close()
      .then(stopTracing)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error('Could not stop cleanly', error);
          process.exit(1);
        },
      );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
  if (process.connected) process.on('disconnect', () => stop('the parent process is gone'));
}
