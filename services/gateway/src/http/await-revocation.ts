import { awaitRevocation, type Receipt } from '@latchkey/contracts/tokens/revocation';
import { AppError } from '@latchkey/errors/app-error';
import type { RpcClient } from '@latchkey/messaging/rpc-client';

const patienceMs = 5000;

/**
 * The receipt of a revocation that is committed. A tokens replica that dies meanwhile is asked again: another one
 * finishes.
 *
 * @throws AppError `revocation_pending` (503) when it could not be confirmed in 5 s; it completes by itself
 */
export async function receiptOf(rpc: RpcClient, cause: string): Promise<Receipt> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await rpc.call(awaitRevocation, { cause });
    } catch (error) {
      const unavailable = error instanceof AppError && error.kind === 'unavailable';
      if (!unavailable || performance.now() > deadline - 250) throw unavailable ? pending() : error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const pending = (): AppError =>
  new AppError(
    'unavailable',
    'revocation_pending',
    'The change is saved and the revocation completes by itself, but it could not be confirmed in time.',
    { retryAfterSeconds: 3 },
  );
