import type { Client } from '@latchkey/contracts/caller';
import { redeemDeviceLogin, startDeviceLogin } from '@latchkey/contracts/tokens/device-login';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Body, Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { config } from '../config.js';
import { Endpoint } from '../http/endpoint.js';
import { sendOAuthError } from '../http/oauth-error.js';
import { From } from '../http/params.js';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** RFC 6749, 3.2: parameters that are not known are ignored. */
const DeviceAuthorization = z.object({
  client_id: z.string().min(1).max(64).optional(),
  scope: z.string().max(1000).optional(),
});
const TokenRequest = z.object({
  grant_type: z.string().max(100).optional(),
  device_code: z.string().max(200).optional(),
  client_id: z.string().max(64).optional(),
});

const DeviceAuthorized = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  expires_in: z.number().int(),
  interval: z.number().int(),
});
const Token = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int(),
  scope: z.string(),
});

/** The login of the CLI and of other programs without a browser (RFC 8628). Clients are public: they hold no secret. */
@Controller('oauth2')
export class OAuthTokenController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('POST', 'device_authorization', {
    summary: 'A program asks for a login (RFC 8628, 3.1)',
    access: 'public',
    status: 200,
    answer: DeviceAuthorized,
  })
  async authorize(
    @Body({ schema: DeviceAuthorization }) body: z.infer<typeof DeviceAuthorization>,
    @From() client: Client,
    @Res() reply: FastifyReply,
  ) {
    if (body.client_id === undefined) return sendOAuthError(reply, 'invalid_request', 'client_id is missing');
    const login = await this.rpc.call(startDeviceLogin, { clientId: body.client_id, client });
    const page = `${config.publicUrl}/device`;
    void reply.send({
      device_code: login.deviceCode,
      user_code: login.userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?code=${login.userCode}`,
      expires_in: login.expiresIn,
      interval: login.interval,
    });
  }

  @Endpoint('POST', 'token', {
    summary: 'The program comes for its login (RFC 8628, 3.4)',
    access: 'public',
    status: 200,
    answer: Token,
  })
  async token(
    @Body({ schema: TokenRequest }) body: z.infer<typeof TokenRequest>,
    @From() client: Client,
    @Res() reply: FastifyReply,
  ) {
    if (body.grant_type !== deviceGrant) {
      return sendOAuthError(reply, 'unsupported_grant_type', 'only the device code grant is offered');
    }
    const { device_code: deviceCode, client_id: clientId } = body;
    if (!deviceCode || !clientId)
      return sendOAuthError(reply, 'invalid_request', 'device_code or client_id is missing');
    const result = await this.rpc.call(redeemDeviceLogin, { deviceCode, clientId, client });
    if ('error' in result) return sendOAuthError(reply, result.error, sentences[result.error]);
    void reply.header('cache-control', 'no-store').send({
      access_token: result.token,
      token_type: 'Bearer',
      expires_in: result.expiresIn,
      scope: result.rights.join(' '),
    });
  }
}

const sentences = {
  authorization_pending: 'nobody has approved it yet',
  slow_down: 'poll less often',
  access_denied: 'it was declined',
  expired_token: 'the code has expired',
  invalid_grant: 'the code is not known, or was used',
} as const;
