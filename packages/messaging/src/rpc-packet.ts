import { AppError, statusOf, type WireError } from '@latchkey/errors/app-error';
import { Unavailable } from '@latchkey/errors/errors';

/** Nest's packet of a request: with an id it wants a reply. The inbox's token correlates, so the id is constant. */
export const requestPacket = (subject: string, data: unknown): string =>
  JSON.stringify({ pattern: subject, data, id: '1' });

interface ReplyPacket {
  readonly response?: unknown;
  readonly err?: unknown;
}

/**
 * Opens Nest's packet of a reply.
 *
 * @throws AppError that the server threw; `Unavailable` for what is no reply at all
 */
export function openReply(subject: string, text: string): unknown {
  const packet = parse(text);
  if (!packet) throw new Unavailable(`${subject} answered with something that is no reply`);
  if (packet.err === undefined || packet.err === null) return packet.response;
  if (isWireError(packet.err)) throw AppError.fromWire(packet.err);
  throw new Unavailable(
    `${subject} answered with an unknown error: ${JSON.stringify(packet.err).slice(0, 200)}`,
  );
}

function parse(text: string): ReplyPacket | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && 'id' in value ? (value as ReplyPacket) : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isWireError = (value: unknown): value is WireError =>
  isObject(value) &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  Object.hasOwn(statusOf, value.kind) &&
  'code' in value &&
  typeof value.code === 'string' &&
  'message' in value &&
  typeof value.message === 'string';
