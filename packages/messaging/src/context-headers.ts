import { newId } from '@latchkey/database/id';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import type { RequestContext } from './request-context.js';

const requestId = 'x-request-id';
const traceparent = 'traceparent';
/** Milliseconds that are left. A span, not a time: clocks of two machines are never compared. */
const deadline = 'x-deadline-ms';

export function toHeaders(context: RequestContext | undefined, remainingMs: number): MsgHdrs {
  const result = headers();
  if (context) result.set(requestId, context.requestId);
  if (context?.traceparent) result.set(traceparent, context.traceparent);
  result.set(deadline, String(Math.floor(remainingMs)));
  return result;
}

export function fromHeaders(received: MsgHdrs | undefined): RequestContext {
  const trace = received?.get(traceparent);
  const remainingMs = Number.parseInt(received?.get(deadline) ?? '', 10);
  return {
    requestId: received?.get(requestId) || newId('req'),
    ...(trace ? { traceparent: trace } : {}),
    ...(Number.isFinite(remainingMs) ? { deadlineAt: performance.now() + remainingMs } : {}),
  };
}
