import type { Caller, Client } from '@latchkey/contracts/caller';
import {
  Introspection,
  IntrospectMany,
  introspectCredentials,
  RevokeLeaked,
  revokeCredentials,
} from '@latchkey/contracts/tokens/credential';
import { Receipt, resetAuthentication } from '@latchkey/contracts/tokens/revocation';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { credentialProof } from '../http/credential-proof.js';
import { Endpoint } from '../http/endpoint.js';
import { By, From, Target } from '../http/params.js';
import { clearSessionCookie } from '../http/session-cookie.js';

const Reset = z
  .strictObject({ currentPassword: z.string().max(4096).optional() })
  .meta({ id: 'ResetAuthentication' });

@Controller('v1')
export class CredentialController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('POST', 'users/:user/reset-authentication', {
    summary: 'Every session, CLI token and API key dies, this session too',
    access: 'RIGHT_USER_ALL',
    action: 'authentication.reset',
    told: 'by-event',
    status: 200,
    answer: Receipt,
    refusals: ['401 step_up_required', '503 revocation_pending'],
  })
  async reset(
    @By() caller: Caller,
    @Target() userId: string,
    @Body({ schema: Reset.optional() }) body: z.infer<typeof Reset> | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const receipt = await this.rpc.call(resetAuthentication, { caller, userId, ...body });
    if (userId === caller.userId) {
      clearSessionCookie(reply);
      void reply.header('clear-site-data', '"cookies"');
    }
    return receipt;
  }

  @Endpoint('POST', 'credentials/revoke', {
    summary: 'Whoever holds a leaked token may kill it; its owner is told',
    access: 'public',
    action: 'credential.report_leak',
    told: 'by-event',
    status: 202,
  })
  async revoke(
    @Body({ schema: RevokeLeaked }) { credentials }: z.infer<typeof RevokeLeaked>,
    @From() client: Client,
  ) {
    const proofs = credentials.map(credentialProof).filter((proof) => proof !== null);
    await this.rpc.call(revokeCredentials, { client, proofs, leaked: true });
  }

  @Endpoint('POST', 'credentials/introspect', {
    summary: 'Up to 100 tokens at once: whose each is',
    access: 'RIGHT_INTROSPECT',
    action: 'credential.introspect',
    told: 'by-request',
    status: 200,
    answer: z.object({ items: z.array(Introspection) }),
  })
  async introspect(
    @By() caller: Caller,
    @Body({ schema: IntrospectMany }) { tokens }: z.infer<typeof IntrospectMany>,
  ) {
    const { answers } = await this.rpc.call(introspectCredentials, {
      caller,
      proofs: tokens.map(credentialProof),
    });
    return { items: answers };
  }
}
