import { actorOf, anonymous } from '@latchkey/contracts/caller';
import type { AppError } from '@latchkey/errors/app-error';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf } from '../http/request.js';
import { RequestOutbox } from './request-outbox.service.js';

/** Refusals that the identity service records, because it alone knows whose account was tried. */
const toldByIdentity = new Set(['invalid_credentials', 'account_suspended', 'rate_limited']);

/** Decides what the log is told of a request.  */
@Injectable()
export class RequestLogService {
  constructor(private readonly log: RequestOutbox) {}

  succeeded(request: FastifyRequest, reply: FastifyReply): void {
    const { endpoint } = request;
    if (endpoint?.action && endpoint.told === 'by-request')
      this.tell(endpoint.action, request, reply.statusCode, null);
  }

  failed(request: FastifyRequest, { status, code }: AppError): void {
    const { endpoint } = request;
    if (!endpoint?.action) return;
    if (endpoint.action === 'session.create' && toldByIdentity.has(code)) return;
    // Whether it failed before or after its commit is not known here; the event of the commit tells.
    if (status >= 500 && endpoint.told === 'by-event') return;
    this.tell(endpoint.action, request, status, code);
  }

  private tell(action: string, request: FastifyRequest, status: number, code: string | null): void {
    const { caller, targetUserId } = request;
    const actor = caller ? actorOf(caller) : anonymous(clientOf(request));
    const userId = targetUserId ?? caller?.userId ?? null;
    const outcome = status < 400 ? 'success' : status < 500 ? 'denied' : 'failed';
    const target = userId === null ? null : { type: 'user', id: userId };
    this.log.tell({ userId, action, outcome, status, code, target, actor });
  }
}
