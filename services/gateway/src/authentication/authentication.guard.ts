import type { Caller } from '@latchkey/contracts/caller';
import { grants } from '@latchkey/contracts/rights';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type Endpoint, endpointKey } from '../http/endpoint.js';
import { CrossOrigin, InsufficientRights, Unauthenticated } from './authentication.errors.js';
import { Authenticator } from './authenticator.service.js';
import { isCrossOrigin } from './cross-origin.js';

/** In front of every route. What is not declared open is closed, and what is not declared at all does not answer. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<Endpoint | undefined>(endpointKey, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (endpoint) request.endpoint = endpoint;
    const access = endpoint?.access ?? 'RIGHT_NOBODY';
    if (access === 'public' || access === 'optional') {
      // Also signing in from another site is refused: it would make the visitor somebody else (login CSRF).
      if (isCrossOrigin(request)) throw new CrossOrigin();
      // A browser's worn-out cookie must not keep anybody from signing up; a token that is sent must be right.
      if (access === 'optional' && request.headers.authorization !== undefined) await this.identify(request);
      else if (access === 'optional') await this.identify(request).catch(() => undefined);
      return true;
    }
    const caller = await this.identify(request);
    if (!caller) throw new Unauthenticated();
    if (access !== 'signed-in' && !grants(caller.rights, access)) throw new InsufficientRights(access);
    return true;
  }

  private async identify(request: FastifyRequest): Promise<Caller | undefined> {
    const caller = await this.authenticator.authenticate(request);
    // An administrator's key carries no administrator's power (attack case K17).
    if (caller) request.caller = caller.kind === 'key' ? { ...caller, admin: false } : caller;
    return caller;
  }
}
