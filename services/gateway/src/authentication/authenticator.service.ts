import type { Caller } from '@latchkey/contracts/caller';
import type { Principal } from '@latchkey/contracts/tokens/credential';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LeasedVerifier } from '../credential-cache/leased-verifier.service.js';
import { clientOf } from '../http/request.js';
import { allowsAddress } from './allowed-address.js';
import { CrossOrigin, InvalidToken } from './authentication.errors.js';
import { credentialText } from './credential-text.js';
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

  private async identify(request: FastifyRequest, isUse: boolean): Promise<Caller | undefined> {
    const text = credentialText(request);
    if (!text) return undefined;
    const client = clientOf(request);
    const principal = await this.verifier.verify(text.token, isUse ? client.ipAddress : null);
    if (!principal || !this.mayCome(principal, text.by, client.ipAddress)) throw new InvalidToken();
    if (text.by === 'cookie' && isCrossOrigin(request)) throw new CrossOrigin();
    const { allowedCidrs: _, ...rest } = principal;
    return { ...rest, ...client };
  }

  /** A cookie carries a browser's session and nothing else; a key may be bound to addresses. */
  private mayCome(principal: Principal, by: 'bearer' | 'cookie', address: string): boolean {
    return (
      (by === 'bearer' || principal.kind === 'session') && allowsAddress(principal.allowedCidrs, address)
    );
  }
}
