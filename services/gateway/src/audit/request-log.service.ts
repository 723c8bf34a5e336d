import type { AppError } from '@latchkey/errors/app-error';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest, onSendHookHandler } from 'fastify';
import { Authenticator } from '../authentication/authenticator.service.js';
import { type Endpoint, endpointOf } from '../http/endpoint.js';
import { AddressLimited } from '../rate-limit/rate-limit.errors.js';
import { RateLimitService } from '../rate-limit/rate-limit.service.js';
import { entryOfRefusal, entryOfSuccess } from './request-entry.js';
import { RequestOutbox } from './request-outbox.service.js';

/** Tells the audit log what no service can tell. */
@Injectable()
export class RequestLogService {
  constructor(
    private readonly outbox: RequestOutbox,
    private readonly authenticator: Authenticator,
    private readonly limits: RateLimitService,
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
    // One too many of an address is told once a window, by whoever counts.
    else if (!(error instanceof AddressLimited)) this.failedAtTheDoor(request, error).catch(() => undefined);
  }

  /**
   * Refused before the guards, for a body that cannot be read. It counts for its address as if they had seen it: whoever
   * floods us must not flood the log.
   */
  private async failedAtTheDoor(request: FastifyRequest, error: AppError): Promise<void> {
    const endpoint = endpointOf(request);
    if (!endpoint?.action || (await this.isFlood(request, endpoint))) return;
    const caller = await this.authenticator.reauthenticate(request).catch(() => undefined);
    request.endpoint = endpoint;
    if (caller) request.caller = caller;
    this.tell(request, error);
  }

  private async isFlood(request: FastifyRequest, endpoint: Endpoint): Promise<boolean> {
    if (!this.limits.counts(endpoint)) return false;
    const { exceeded, isFirstExceeded } = await this.limits.count(request, endpoint);
    return exceeded && !isFirstExceeded;
  }

  private tell(request: FastifyRequest, error: AppError): void {
    const entry = entryOfRefusal(request, error);
    if (entry) this.outbox.tell(entry);
  }
}
