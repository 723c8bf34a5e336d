import { validationFailed } from '@latchkey/errors/from-issues';
import { runInContext } from '@latchkey/messaging/request-context';
import { httpDurations } from '@latchkey/observability/metrics';
import { parseTraceparent } from '@latchkey/observability/traceparent';
import { isTracing, withSpan } from '@latchkey/observability/tracing';
import { type LoggerService, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestLogService } from '../audit/request-log.service.js';
import { RotateSessionService } from '../authentication/rotate-session.service.js';
import { config } from '../config.js';
import { GatewayModule } from '../gateway.module.js';
import { CachedVerificationService } from '../verification/cached-verification.service.js';
import { addNextLink } from './add-next-link.js';
import { refuseAddress, refuseConnection, refuseMisplacedForm, refuseNul } from './early-refusals.js';
import { rememberRoute } from './known-routes.js';
import { newRequestId } from './request-id.js';
import { addSecurityHeaders } from './security-headers.js';
import { serveConsole } from './serve-console.js';

const bodyLimit = 64 * 1024;

const serverOptions = {
  logger: false,
  bodyLimit,
  trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
  // Slow senders are let go (slowloris): the head in 10 s, the whole request in 30 s.
  requestTimeout: 30_000,
  connectionTimeout: 60_000,
  keepAliveTimeout: 72_000,
  http: { headersTimeout: 10_000, maxHeaderSize: 16_384 },
  frameworkErrors: refuseAddress,
  clientErrorHandler: refuseConnection,
  requestIdHeader: false as const,
  genReqId: ({ headers }: { headers: Record<string, string | string[] | undefined> }): string => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newRequestId();
  },
};

/** The gateway, ready to listen. */
export async function createApp(logger?: LoggerService): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule,
    new FastifyAdapter(serverOptions),
    {
      abortOnError: false,
      ...(logger ? { logger } : {}),
    },
  );
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: validationFailed }));
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  // One shape for every request, whatever it comes to know.
  for (const name of ['caller', 'targetUserId', 'endpoint'] as const) fastify.decorateRequest(name);
  fastify.addHook('onRoute', rememberRoute);
  fastify.addHook('onRequest', app.get(CachedVerificationService).onRequest);
  fastify.addHook('onRequest', refuseMisplacedForm);
  // After the body was read, whose events know of no request.
  fastify.addHook('preValidation', followRequest);
  // Not as Nest's interceptors: each of those is an Observable of its own for every request.
  fastify.addHook('preSerialization', addNextLink);
  fastify.addHook('onSend', addSecurityHeaders);
  fastify.addHook('onSend', app.get(RequestLogService).onSend);
  fastify.addHook('onSend', app.get(RotateSessionService).onSend);
  fastify.addHook('onResponse', countRequest);
  fastify.addHook('preValidation', refuseNul);
  // Fastify's own: any site's page can send it.
  fastify.removeContentTypeParser('text/plain');
  await serveConsole(app);
  return app;
}

/**
 * Everything that a request sets off knows its trace, and is part of its span. Only where somebody traces: on Node 20 the
 * first use of an AsyncLocalStorage makes every promise of the process dearer. Otherwise the request's id goes along in what services are asked (`caller`, `client`).
 */
function followRequest(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { traceparent } = request.headers;
  const isTraced = typeof traceparent === 'string' && parseTraceparent(traceparent) !== undefined;
  const context = { requestId: request.id, ...(isTraced ? { traceparent } : {}) };
  if (isTracing()) void runInContext(context, () => inSpan(request, reply, done));
  else if (isTraced) runInContext(context, done);
  else done();
}

/** Until the answer is sent, or nobody waits for it any more. */
function inSpan(request: FastifyRequest, reply: FastifyReply, done: () => void): Promise<void> {
  const handled = (): Promise<void> => {
    done();
    return new Promise((resolve) => reply.raw.once('close', resolve));
  };
  return withSpan(`${request.method} ${routeOf(request)}`, { kind: 'server' }, handled);
}

/** By pattern, never by path: a path would be a series of its own for every user. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

function countRequest(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  httpDurations.observe(request.method, routeOf(request), reply.statusCode, reply.elapsedTime / 1000);
  done();
}
