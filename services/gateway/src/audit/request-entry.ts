import type { requestAnswered } from '@latchkey/contracts/audit/entry';
import { actorOf, anonymous } from '@latchkey/contracts/caller';
import type { PayloadOf } from '@latchkey/contracts/event';
import type { AppError } from '@latchkey/errors/app-error';
import type { FastifyRequest } from 'fastify';
import { clientOf } from '../http/request.js';
import { AddressLimited } from '../rate-limit/rate-limit.errors.js';

export type RequestEntry = PayloadOf<typeof requestAnswered>;

/** Refusals that the identity service records, because it alone knows whose account was tried. */
const toldByIdentity = new Set(['invalid_credentials', 'account_suspended', 'rate_limited']);

/** What the audit log is told of a request that went well: of reads alone, since changes tell of themselves. */
export function entryOfSuccess(request: FastifyRequest, status: number): RequestEntry | undefined {
  const { endpoint } = request;
  if (!endpoint?.action || endpoint.told !== 'by-request') return undefined;
  return entry(request, endpoint.action, { status, code: null });
}

/** What the audit log is told of a request that was refused. */
export function entryOfRefusal(request: FastifyRequest, error: AppError): RequestEntry | undefined {
  const { endpoint } = request;
  const { status, code } = error;
  if (!endpoint?.action) return undefined;
  const isOfAccount = toldByIdentity.has(code) && !(error instanceof AddressLimited);
  if (endpoint.action === 'session.create' && isOfAccount) return undefined;
  // Whether it failed before or after its commit is not known here; the event of the commit tells.
  if (status >= 500 && endpoint.told === 'by-event') return undefined;
  return entry(request, endpoint.action, { status, code });
}

type Answer = Pick<RequestEntry, 'status' | 'code'>;

function entry(request: FastifyRequest, action: string, { status, code }: Answer): RequestEntry {
  const { caller, targetUserId } = request;
  const actor = caller ? actorOf(caller) : anonymous(clientOf(request));
  const userId = targetUserId ?? caller?.userId ?? null;
  const outcome = status < 400 ? 'success' : status < 500 ? 'denied' : 'failed';
  const target = userId === null ? null : { type: 'user', id: userId };
  return { userId, action, outcome, status, code, target, actor };
}
