import { grants, RightId } from '@latchkey/contracts/rights';
import type { Principal } from '@latchkey/contracts/tokens/credential';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from '../authentication/authenticator.service.js';
import { headersWithoutContent } from '../http/security-headers.js';

const path = '/v1/auth/verify';
const headersOfAll = [...headersWithoutContent, 'x-request-id'];

const ofBody = ['content-type', 'content-length', 'transfer-encoding'];

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Goes on to the route as it is declared. */
  readonly pass: (error?: Error) => void;
}

/**
 * The one route that other programs ask for every request of theirs. Where the cache says yes it is answered here, on
 * Fastify itself: a NestJS guard that does the same answers 0.6 times as many. Whatever is no plain yes (a miss, a
 * refusal, another parameter) goes the way of all routes, to the VerificationController and its guards.
 *
 * What came in one turn of the event loop is answered at its end, one after the other: a program that has several
 * questions on their way wakes up once for all their answers, which costs more here than to find them.
 */
@Injectable()
export class CachedVerificationService {
  private asked: Asked[] = [];

  constructor(private readonly authenticator: Authenticator) {}

  /** Fastify's `onRequest`: takes what it can answer, passes everything else on. */
  readonly onRequest = (request: FastifyRequest, reply: FastifyReply, pass: Asked['pass']): void => {
    // The router has the last word on what the path means; the first comparison spares all other routes asking it.
    if (!request.url.startsWith(path) || request.routeOptions.url !== path) {
      pass();
      return;
    }
    ignoreBody(request);
    if (this.asked.push({ request, reply, pass }) === 1) setImmediate(this.answerAll);
  };

  private readonly answerAll = (): void => {
    const { asked } = this;
    this.asked = [];
    for (const each of asked) {
      try {
        if (!this.answer(each)) each.pass();
      } catch (error) {
        each.pass(error as Error);
      }
    }
  };

  /** Whether it could be answered. The decision and its answer are one synchronous turn. */
  private answer({ request, reply }: Asked): boolean {
    const query = request.query as Query;
    const principal = isOrdinary(query) ? this.authenticator.recognise(request) : undefined;
    if (!principal || !holdsRight(principal, query)) return false;
    accept(principal, request, reply);
    return true;
  }
}

interface Query {
  readonly right?: unknown;
}

/**
 * The request that we are asked about has a body, or only says so: Envoy leaves an upload's Content-Type in place and
 * takes the upload out. It is none of our business; Node throws away what does come.
 */
function ignoreBody({ raw: { headers } }: FastifyRequest): void {
  for (const name of ofBody) if (headers[name] !== undefined) delete headers[name];
}

/** With no other parameter than a right: what could be refused of the rest is not looked at here. */
function isOrdinary(query: Query): boolean {
  for (const name in query) if (name !== 'right') return false;
  return true;
}

const holdsRight = ({ rights }: Principal, { right }: Query): boolean =>
  right === undefined ||
  (typeof right === 'string' &&
    (rights.includes(right) || (grants(rights, right) && RightId.safeParse(right).success)));

/** Written past Fastify, whose reply takes its headers one by one. */
function accept(principal: Principal, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(204, [
    ...headersOfAll,
    request.id,
    'x-latchkey-user',
    principal.userId,
    'x-latchkey-handle',
    principal.handle,
    'x-latchkey-credential',
    principal.credentialId,
    'x-latchkey-rights',
    principal.rights.join(' '),
  ]);
  reply.raw.end();
}
