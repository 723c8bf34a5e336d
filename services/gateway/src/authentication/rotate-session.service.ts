import { rotateSession } from '@latchkey/contracts/tokens/session';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import { credentialProof } from '../http/credential-proof.js';
import { setSessionCookie } from '../http/session-cookie.js';
import { credentialText } from './credential-text.js';

/**
 * Gives a browser's session another secret whenever its owner has proved the password, on whatever route (ASVS 7.2.4;
 * OWASP Session Management: renew the id after a change of privilege). A client with a bearer token keeps it: there is
 * no way to hand it another.
 */
@Injectable()
export class RotateSessionService {
  private readonly logger = new Logger(RotateSessionService.name);

  constructor(private readonly rpc: RpcClient) {}

  /** Fastify's `onSend`: the proof was accepted, and the answer is not sent yet. */
  readonly onSend: onSendHookHandler<unknown> = (request, reply, payload, done) => {
    if (reply.statusCode >= 400 || !hasProof(request.body)) done(null, payload);
    else void this.rotate(request, reply).then(() => done(null, payload));
  };

  /** What the password was proved for is done by now, and stands also when this fails. */
  private async rotate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { caller } = request;
    const text = credentialText(request);
    const proof = text?.by === 'cookie' ? credentialProof(text.token) : null;
    // Where the answer takes the cookie away, the session is over.
    if (!caller || !proof || reply.hasHeader('set-cookie')) return;
    try {
      const { token } = await this.rpc.call(rotateSession, { caller, secretHash: proof.secretHash });
      if (token !== null) setSessionCookie(reply, token);
    } catch (error) {
      this.logger.warn({ err: error }, 'a session keeps its secret although the password was proved');
    }
  }
}

const hasProof = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  'currentPassword' in body &&
  body.currentPassword !== undefined;
