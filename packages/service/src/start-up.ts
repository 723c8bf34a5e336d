import { redactText } from '@latchkey/observability/redact';

let ready = false;

/** From now on an error that nobody caught is told with its stack. */
export const startedUp = (): void => {
  ready = true;
};

/**
 * Ends the process. While it starts, in one sentence: what is wrong then is a setting or a server that is not
 * there, and a stack would only hide it.
 */
export function failStart(error: unknown): never {
  const sentence = error instanceof Error ? sentenceOf(error) : String(error);
  process.stderr.write(`Cannot start: ${redactText(sentence)}\n`);
  process.exit(1);
}

function sentenceOf(error: Error): string {
  // Node gathers the refusals of all addresses of a host in an error without a message of its own.
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map((e) => sentenceOf(e)).join('; ');
  return error.message || error.name;
}

// Registered on import, so that also a wrong setting, which is read while modules load, is one sentence.
process.on('uncaughtException', (error) => {
  if (!ready) failStart(error);
  process.stderr.write(`${redactText(error.stack ?? String(error))}\n`);
  process.exit(1);
});
