import type { Caller, Client } from '@latchkey/contracts/caller';
import {
  Introspection,
  introspectCredentials,
  revokeCredentials,
} from '@latchkey/contracts/tokens/credential';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { config } from '../config.js';
import { credentialProof } from '../http/credential-proof.js';
import { Endpoint } from '../http/endpoint.js';
import { sendOAuthError } from '../http/oauth-error.js';
import { By, From } from '../http/params.js';
import { deviceGrant } from './oauth-token.controller.js';

const OneToken = z.object({
  token: z.string().max(16_384).optional(),
  token_type_hint: z.string().max(100).optional(),
});

@Controller()
export class OAuthCredentialController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('POST', 'oauth2/introspect', {
    summary: 'Whose a token is (RFC 7662)',
    access: 'RIGHT_INTROSPECT',
    action: 'credential.introspect',
    told: 'by-request',
    status: 200,
    answer: Introspection,
  })
  async introspect(
    @By() caller: Caller,
    @Body({ schema: OneToken }) { token }: z.infer<typeof OneToken>,
    @Res() reply: FastifyReply,
  ) {
    if (token === undefined) return sendOAuthError(reply, 'invalid_request', 'token is missing');
    const { answers } = await this.rpc.call(introspectCredentials, {
      caller,
      proofs: [credentialProof(token)],
    });
    void reply.header('cache-control', 'no-store').send(answers[0]);
  }

  @Endpoint('POST', 'oauth2/revoke', {
    summary: 'End a token that one holds (RFC 7009); with the 200 it is dead on every gateway',
    access: 'public',
    action: 'credential.revoke',
    told: 'by-event',
    status: 200,
  })
  async revoke(
    @Body({ schema: OneToken }) { token }: z.infer<typeof OneToken>,
    @From() client: Client,
    @Res() reply: FastifyReply,
  ) {
    if (token === undefined) return sendOAuthError(reply, 'invalid_request', 'token is missing');
    const proof = credentialProof(token);
    // Also one that never was: RFC 7009, 2.2.
    if (proof) await this.rpc.call(revokeCredentials, { client, proofs: [proof], leaked: false });
    void reply.status(200).send();
  }

  @Endpoint('GET', '.well-known/oauth-authorization-server', {
    summary: 'What is offered to OAuth clients (RFC 8414)',
    access: 'public',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
  })
  metadata() {
    const at = (path: string) => `${config.publicUrl}/oauth2/${path}`;
    return {
      issuer: config.publicUrl,
      token_endpoint: at('token'),
      device_authorization_endpoint: at('device_authorization'),
      introspection_endpoint: at('introspect'),
      revocation_endpoint: at('revoke'),
      grant_types_supported: [deviceGrant],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['none'],
      introspection_endpoint_auth_methods_supported: ['Bearer'],
      revocation_endpoint_auth_methods_supported: ['none'],
      service_documentation: `${config.publicUrl}/docs`,
    };
  }
}
