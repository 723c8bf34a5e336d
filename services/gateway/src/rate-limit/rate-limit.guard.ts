import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Endpoint, endpointOfHandler } from '../http/endpoint.js';
import { AddressLimited } from './rate-limit.errors.js';
import { RateLimitService } from './rate-limit.service.js';

/** Per-address limits, before anything costs anything. The per-account throttle of passwords is identity's and always on. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(private readonly limits: RateLimitService) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const endpoint = endpointOfHandler(context.getHandler());
    return this.limits.counts(endpoint) ? this.consume(context, endpoint) : true;
  }

  private async consume(context: ExecutionContext, endpoint: Endpoint | undefined): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { name, limit, windowSeconds, remaining, resetSeconds, exceeded, isFirstExceeded } =
      await this.limits.count(request, endpoint);
    void http.getResponse<FastifyReply>().headers({
      'ratelimit-policy': `"${name}";q=${limit};w=${windowSeconds}`,
      ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
    });
    // Once a window: whoever floods us must not flood the audit log, which asks the request what it was.
    if (isFirstExceeded && endpoint) request.endpoint = endpoint;
    if (exceeded) throw new AddressLimited(resetSeconds);
    return true;
  }
}
