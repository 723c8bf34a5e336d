import { type DestinationStream, type Logger, pino } from 'pino';
import { redact, redactText } from './redact.js';
import { currentContext } from './request-context.js';
import { parseTraceparent } from './traceparent.js';

export interface LoggerOptions {
  readonly service: string;
  readonly instance: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
}

/** One JSON object a line on standard output, with the request and trace it belongs to and no secret in it. */
export function createLogger(
  options: LoggerOptions,
  destination: DestinationStream = pino.destination(1),
): Logger {
  return pino(
    {
      level: options.level,
      base: { service: options.service, instance: options.instance },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: requestFields,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      // The fields above are copies already: pino's own error serializer would only rename their type.
      serializers: { err: (error: unknown) => error },
      // The message itself, and whatever a serializer or a child logger added: the last word over every line.
      hooks: { streamWrite: redactText },
    },
    destination,
  );
}

function requestFields(): Record<string, unknown> {
  const request = currentContext();
  if (!request) return {};
  const traceId = parseTraceparent(request.traceparent)?.traceId;
  return { requestId: request.requestId, ...(traceId === undefined ? {} : { traceId }) };
}
