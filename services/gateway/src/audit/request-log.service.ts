import type { AppError } from '@latchkey/errors/app-error';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest, onSendHookHandler } from 'fastify';
import { Authenticator } from '../authentication/authenticator.service.js';
import { endpointOf } from '../http/endpoint.js';
import { entryOfRefusal, entryOfSuccess } from './request-entry.js';
import { RequestOutbox } from './request-outbox.service.js';

/** Tells the audit log what no service can tell. */
@Injectable()
export class RequestLogService {
  constructor(
    private readonly outbox: RequestOutbox,
    private readonly authenticator: Authenticator,
  ) {}

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
    if (request.endpoint) this.tell(request, error);
    else void this.failedAtTheDoor(request, error);
  }

  /**
   * Refused before a guard asked who it is, for a body that cannot be read. Told of those who are signed in alone: no
   * limit of an address counts these, and strangers would fill the log.
   */
  private async failedAtTheDoor(request: FastifyRequest, error: AppError): Promise<void> {
    const endpoint = endpointOf(request);
    if (!endpoint?.action) return;
    const caller = await this.authenticator.reauthenticate(request).catch(() => undefined);
    if (!caller) return;
    request.endpoint = endpoint;
    request.caller = caller;
    this.tell(request, error);
  }

  private tell(request: FastifyRequest, error: AppError): void {
    const entry = entryOfRefusal(request, error);
    if (entry) this.outbox.tell(entry);
  }
}
