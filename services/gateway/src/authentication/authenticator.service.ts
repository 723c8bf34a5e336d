import type { Caller, Client } from '@latchkey/contracts/caller';
import type { Principal } from '@latchkey/contracts/tokens/credential';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LeasedVerifier } from '../credential-cache/leased-verifier.service.js';
import { addressOf, clientOf } from '../http/request.js';
import { allowsAddress } from './allowed-address.js';
import { CrossOrigin, InvalidToken } from './authentication.errors.js';
import { credentialText, plainCredentialText } from './credential-text.js';
import { isCrossOrigin } from './cross-origin.js';

/** Finds out who asks. */
@Injectable()
export class Authenticator {
  constructor(private readonly verifier: LeasedVerifier) {}

  /**
   * @returns undefined when no credential was sent
   * @throws InvalidToken, MultipleCredentials, CrossOrigin; Unavailable when nobody can tell
   */
  authenticate(request: FastifyRequest): Promise<Caller | undefined> {
    return this.identify(request, true);
  }

  /** The same question again for a request that is still being answered; it counts as no further use. */
  reauthenticate(request: FastifyRequest): Promise<Caller | undefined> {
    return this.identify(request, false);
  }

  /** Who asks, if the cache knows and nothing speaks against it: in one synchronous turn, and never a refusal. */
  recognise(request: FastifyRequest): Principal | undefined {
    const text = plainCredentialText(request);
    if (!text) return undefined;
    const address = addressOf(request);
    const principal = this.verifier.cached(text.token, address);
    if (!principal || !this.mayCome(principal, text.by, address)) return undefined;
    return text.by === 'cookie' && isCrossOrigin(request) ? undefined : principal;
  }

  /** The same, as whoever a route is called by. */
  recogniseCaller(request: FastifyRequest): Caller | undefined {
    const principal = this.recognise(request);
    return principal && callerOf(principal, clientOf(request));
  }

  private async identify(request: FastifyRequest, isUse: boolean): Promise<Caller | undefined> {
    const text = credentialText(request);
    if (!text) return undefined;
    const client = clientOf(request);
    const principal = await this.verifier.verify(text.token, isUse ? client.ipAddress : null);
    if (!principal || !this.mayCome(principal, text.by, client.ipAddress)) throw new InvalidToken();
    if (text.by === 'cookie' && isCrossOrigin(request)) throw new CrossOrigin();
    return callerOf(principal, client);
  }

  /** A cookie carries a browser's session and nothing else; a key may be bound to addresses. */
  private mayCome(principal: Principal, by: 'bearer' | 'cookie', address: string): boolean {
    return (
      (by === 'bearer' || principal.kind === 'session') && allowsAddress(principal.allowedCidrs, address)
    );
  }
}

/** Each by its name: copying with a rest and two spreads for every request showed in a profile. */
const callerOf = (principal: Principal, { ipAddress, userAgent, requestId }: Client): Caller => ({
  ipAddress,
  userAgent,
  requestId,
  userId: principal.userId,
  handle: principal.handle,
  // An administrator's key carries no administrator's power (attack case K17).
  admin: principal.admin && principal.kind !== 'key',
  credentialId: principal.credentialId,
  kind: principal.kind,
  rights: principal.rights,
  epoch: principal.epoch,
  authenticatedAt: principal.authenticatedAt,
});
