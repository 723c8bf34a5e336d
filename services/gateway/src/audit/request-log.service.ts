import type { AppError } from '@latchkey/errors/app-error';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest, onSendHookHandler } from 'fastify';
import { entryOfRefusal, entryOfSuccess } from './request-entry.js';
import { RequestOutbox } from './request-outbox.service.js';

/** Tells the audit log what no service can tell. */
@Injectable()
export class RequestLogService {
  constructor(private readonly outbox: RequestOutbox) {}

  /** Fastify's `onSend`: a handler has ended well. What is refused, here or by a guard, the filter tells. */
  readonly onSend: onSendHookHandler<unknown> = (request, reply, payload, done) => {
    if (reply.statusCode < 400) this.succeeded(request, reply.statusCode);
    done(null, payload);
  };

  private succeeded(request: FastifyRequest, status: number): void {
    const entry = entryOfSuccess(request, status);
    if (entry) this.outbox.tell(entry);
  }

  failed(request: FastifyRequest, error: AppError): void {
    const entry = entryOfRefusal(request, error);
    if (entry) this.outbox.tell(entry);
  }
}
