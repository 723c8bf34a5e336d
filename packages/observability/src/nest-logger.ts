import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** What Nest tells of itself at each start: only of use to whoever looks for a fault in the wiring. */
const chatter = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'NestMicroservice',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * Lets Nest, and every `new Logger(Class.name)`, write through pino.
 *
 * `logger.log('text')`, `logger.log({ msg: 'text', rows: 3 })`, `logger.error(error)`, `logger.error('text', error)`.
 */
export class NestPinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.#write(chatter.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  /** Nest appends the logger's context (and, for errors, may put a stack before it) to what the caller said. */
  #write(level: Level, message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined;
    const extras = context === undefined ? rest : rest.slice(0, -1);
    const fields = { ...(context === undefined ? {} : { context }), ...fieldsOf(message, extras) };
    this.pino[level](fields, textOf(message));
  }
}

function fieldsOf(message: unknown, extras: readonly unknown[]): Record<string, unknown> {
  const error = [message, ...extras].find((part) => part instanceof Error);
  const stack = extras.find((part) => typeof part === 'string' && part.includes('\n'));
  return {
    ...(isFields(message) ? message : {}),
    ...Object.assign({}, ...extras.filter(isFields)),
    ...(error === undefined ? {} : { err: error }),
    ...(error === undefined && stack !== undefined ? { stack } : {}),
    message: undefined,
    msg: undefined,
  };
}

const isFields = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null && !(part instanceof Error) && !Array.isArray(part);

function textOf(message: unknown): string {
  if (typeof message === 'string') return message;
  if (message instanceof Error) return message.message;
  const text = isFields(message) ? (message.message ?? message.msg) : undefined;
  return typeof text === 'string' ? text : '';
}
