import { rotateSession } from '@latchkey/contracts/tokens/session';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { credentialProof } from '../http/credential-proof.js';
import { setSessionCookie } from '../http/session-cookie.js';
import { credentialText } from './credential-text.js';

/**
 * Gives a browser's session another secret whenever its owner has proved the password, on whatever route (ASVS 7.2.4;
 * OWASP Session Management: renew the id after a change of privilege). A client with a bearer token keeps it: there is
 * no way to hand it another.
 */
@Injectable()
export class RotateSessionInterceptor implements NestInterceptor {
  private readonly logger = new Logger(RotateSessionInterceptor.name);

  constructor(private readonly rpc: RpcClient) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (!hasProof(request.body)) return next.handle();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.rotate(request, http.getResponse<FastifyReply>());
        return answer;
      }),
    );
  }

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
