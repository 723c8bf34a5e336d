import type { AppError } from '@latchkey/errors/app-error';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { entryOfRefusal, entryOfSuccess } from './request-entry.js';
import { RequestOutbox } from './request-outbox.service.js';

/** Tells the audit log what no service can tell. */
@Injectable()
export class RequestLogService {
  constructor(private readonly outbox: RequestOutbox) {}

  succeeded(request: FastifyRequest, reply: FastifyReply): void {
    const entry = entryOfSuccess(request, reply.statusCode);
    if (entry) this.outbox.tell(entry);
  }

  failed(request: FastifyRequest, error: AppError): void {
    const entry = entryOfRefusal(request, error);
    if (entry) this.outbox.tell(entry);
  }
}
