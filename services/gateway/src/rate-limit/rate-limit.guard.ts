import { RateLimited } from '@latchkey/errors/errors';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { config } from '../config.js';
import { type Endpoint, endpointKey } from '../http/endpoint.js';
import { clientOf } from '../http/request.js';
import { addressBucket } from './address-bucket.js';
import { RateLimitService } from './rate-limit.service.js';

/** Per-address limits, before anything costs anything. The per-account throttle of passwords is identity's and always on. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimitService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (config.rateLimits === 'off') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const endpoint = this.reflector.get<Endpoint | undefined>(endpointKey, context.getHandler());
    // Programs in front of which we stand send everybody's requests from one address.
    if (request.url.startsWith('/v1/auth/verify')) return true;
    const name = this.limits.nameFor(endpoint?.action);
    const { limit, windowSeconds, remaining, resetSeconds, exceeded } = await this.limits.consume(
      name,
      addressBucket(clientOf(request).ipAddress),
    );
    void http.getResponse<FastifyReply>().headers({
      'ratelimit-policy': `"${name}";q=${limit};w=${windowSeconds}`,
      ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
    });
    if (exceeded)
      throw new RateLimited(resetSeconds, 'Too many requests from this address. Wait before you try again.');
    return true;
  }
}
