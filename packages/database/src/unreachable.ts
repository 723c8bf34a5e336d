/** SQLSTATEs of a server that is going, gone or not ready yet, or has no connection to give. */
const states = /^(?:08\w{3}|57P0[1-5]|53300)$/;
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
/** What the driver says where it gives no code. */
const sentences =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when)/;

interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  /** TypeORM wraps what the driver throws. */
  readonly driverError?: Failure;
}

/** Whether a query failed for want of a database, and not for what it asked. */
export function isUnreachable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = (error as Failure).driverError ?? (error as Failure);
  if (typeof code === 'string') return states.test(code) || network.has(code);
  return typeof message === 'string' && sentences.test(message);
}
