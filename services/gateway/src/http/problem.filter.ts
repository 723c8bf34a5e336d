import type { Problem } from '@latchkey/contracts/problem';
import { AppError, type ErrorKind, statusOf } from '@latchkey/errors/app-error';
import { Internal } from '@latchkey/errors/errors';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
  NotFoundException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestLogService } from '../audit/request-log.service.js';
import { config } from '../config.js';
import { sendPage, wantsPage } from './console-page.js';
import { methodsAt } from './known-routes.js';
import { sendOAuthError } from './oauth-error.js';

const titles: Record<ErrorKind, string> = {
  bad_request: 'Bad request',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  conflict: 'Conflict',
  gone: 'Gone',
  precondition_failed: 'Changed meanwhile',
  too_large: 'Too large',
  unsupported: 'Unsupported media type',
  invalid: 'Not valid',
  rate_limited: 'Too many requests',
  internal: 'Internal error',
  unavailable: 'Not available',
};

/** What Fastify itself refuses, by its error code. */
const ofFastify: Record<string, [ErrorKind, string, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'body_too_large', 'The body is too large.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported',
    'unsupported_media_type',
    'This media type is not read here.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: [
    'bad_request',
    'malformed_json',
    'The body is announced as JSON and is empty.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad_request', 'malformed_json', 'The body is not JSON.'],
};

/** Every refusal as a problem document (RFC 9457); what went wrong inside stays in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Request');

  constructor(private readonly log: RequestLogService) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // What no route answers may be a page of the console.
    if (exception instanceof NotFoundException && wantsPage(request) && sendPage(reply)) return;
    const allowed = exception instanceof NotFoundException ? methodsAt(request.url) : [];
    if (allowed.length > 0) void reply.header('allow', allowed.join(', '));
    const error = allowed.length > 0 ? methodNotAllowed(allowed) : this.refusalOf(exception, request.id);
    this.log.failed(request, error);
    if (request.url.startsWith('/oauth2/') && (error.kind === 'invalid' || error.kind === 'bad_request'))
      sendOAuthError(reply, 'invalid_request', error.message);
    else sendProblem(request, reply, error);
  }

  private refusalOf(exception: unknown, requestId: string): AppError {
    if (exception instanceof AppError) {
      if (exception.details.privateDetail)
        this.logger.warn({ msg: `${exception.code}: ${exception.details.privateDetail}`, requestId });
      return exception;
    }
    const known = knownRefusal(exception);
    if (known) return known;
    this.logger.error({
      msg: exception instanceof Error ? (exception.stack ?? exception.message) : String(exception),
      requestId,
    });
    return new Internal('see the log');
  }
}

const methodNotAllowed = (allowed: readonly string[]): AppError =>
  new AppError('method_not_allowed', 'method_not_allowed', `Only ${allowed.join(', ')} here.`);

function knownRefusal(exception: unknown): AppError | undefined {
  const {
    code = '',
    name = '',
    status,
    statusCode,
    cause,
  } = (exception ?? {}) as Partial<
    Record<'code' | 'name', string> & Record<'status' | 'statusCode', number>
  > & {
    cause?: unknown;
  };
  // Nest wraps what Fastify threw.
  const ofCode = ofFastify[code] ?? ofFastify[(cause as { code?: string } | undefined)?.code ?? ''];
  if (ofCode) return new AppError(...ofCode);
  if (exception instanceof SyntaxError || name === 'SyntaxError') {
    return new AppError('bad_request', 'malformed_json', 'The body is not JSON.');
  }
  const refused = exception instanceof HttpException ? exception.getStatus() : (status ?? statusCode);
  const kind = (Object.keys(statusOf) as ErrorKind[]).find((k) => statusOf[k] === refused);
  if (!kind || kind === 'internal') return undefined;
  return new AppError(kind, kind, kind === 'not_found' ? 'Nothing is here.' : `${titles[kind]}.`);
}

/** RFC 6750, 3 and RFC 9470, 3: what a client has to bring. */
function challengeOf(error: AppError): string | undefined {
  if (error.kind !== 'unauthenticated') return undefined;
  if (error.code === 'step_up_required') {
    return `Bearer error="insufficient_user_authentication", error_description="${error.message}", max_age=600`;
  }
  return error.code === 'invalid_token' ? 'Bearer error="invalid_token"' : 'Bearer';
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): void {
  const { errors, retryAfterSeconds, extra } = error.details;
  const problem: Problem = {
    type: `${config.publicUrl}/problems/${error.code}`,
    title: titles[error.kind],
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId: request.id,
    ...(errors ? { errors: [...errors] } : {}),
    ...extra,
  };
  const challenge = challengeOf(error);
  if (challenge) void reply.header('www-authenticate', challenge);
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(Math.ceil(retryAfterSeconds)));
  void reply
    .status(error.status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}
