import type { Caller } from '@latchkey/contracts/caller';
import { grants } from '@latchkey/contracts/rights';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Endpoint, endpointOfHandler } from '../http/endpoint.js';
import { CrossOrigin, InsufficientRights, Unauthenticated } from './authentication.errors.js';
import { Authenticator } from './authenticator.service.js';
import { isCrossOrigin } from './cross-origin.js';

/** In front of every route. What is not declared open is closed, and what is not declared at all does not answer. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  /** At once where the cache knows who asks: a promise for each guard of each request is most of what a guard costs. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const endpoint = endpointOfHandler(context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (endpoint) request.endpoint = endpoint;
    const access = endpoint?.access ?? 'RIGHT_NOBODY';
    if (access === 'public' || access === 'optional') return this.admit(request, access);
    const known = this.authenticator.recogniseCaller(request);
    if (known) return letIn(request, known, access);
    return this.authenticator.authenticate(request).then((caller) => {
      if (!caller) throw new Unauthenticated();
      return letIn(request, caller, access);
    });
  }

  /** Where nobody need be signed in. */
  private async admit(request: FastifyRequest, access: 'public' | 'optional'): Promise<boolean> {
    // Also signing in from another site is refused: it would make the visitor somebody else (login CSRF).
    if (isCrossOrigin(request)) throw new CrossOrigin();
    if (access === 'public') return true;
    try {
      const caller = await this.authenticator.authenticate(request);
      if (caller) request.caller = caller;
    } catch (error) {
      // A browser's worn-out cookie must not keep anybody from signing up; a token that is sent must be right.
      if (request.headers.authorization !== undefined) throw error;
    }
    return true;
  }
}

type Closed = Exclude<Endpoint['access'], 'public' | 'optional'>;

/** @throws InsufficientRights */
function letIn(request: FastifyRequest, caller: Caller, access: Closed): true {
  request.caller = caller;
  if (access !== 'signed-in' && !grants(caller.rights, access)) throw new InsufficientRights(access);
  return true;
}
