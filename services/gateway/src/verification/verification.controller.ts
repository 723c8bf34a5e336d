import type { Caller } from '@latchkey/contracts/caller';
import { grants, RightId } from '@latchkey/contracts/rights';
import { Controller, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { InsufficientRights } from '../authentication/authentication.errors.js';
import { Endpoint } from '../http/endpoint.js';
import { By } from '../http/params.js';

const VerifyQuery = z.object({ right: RightId.optional() });

@Controller('v1/auth/verify')
export class VerificationController {
  @Endpoint('ALL', '', {
    summary: 'For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is',
    access: 'signed-in',
    // Programs in front of which we stand send everybody's requests from one address.
    limited: false,
    status: 204,
    refusals: ['401 invalid_token', '403 insufficient_rights'],
  })
  verify(
    @By() caller: Caller,
    @Query({ schema: VerifyQuery }) { right }: z.infer<typeof VerifyQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    if (right !== undefined && !grants(caller.rights, right)) throw new InsufficientRights(right);
    void reply.headers({
      'x-latchkey-user': caller.userId,
      'x-latchkey-handle': caller.handle,
      'x-latchkey-credential': caller.credentialId,
      'x-latchkey-rights': caller.rights.join(' '),
    });
  }
}
