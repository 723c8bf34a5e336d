import type { Caller, Client } from '@latchkey/contracts/caller';
import type { FastifyRequest } from 'fastify';
import type { Endpoint } from './endpoint.js';

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
    /** The account in the path, once it is known. */
    targetUserId?: string;
    /** What was declared of the route, once it was matched. */
    endpoint?: Endpoint;
  }
}

/** IPv4 inside IPv6 is IPv4: one address, one text. */
export const plainAddress = (address: string): string =>
  address.startsWith('::') ? address.replace(/^::ffff:(?=\d+\.)/i, '') : address;

/** The peer's, or a trusted proxy's word for it (Fastify's `trustProxy`). */
export const addressOf = (request: FastifyRequest): string => plainAddress(request.ip);

/** Where a request came from. `X-Forwarded-For` counts from trusted proxies alone (Fastify's `trustProxy`). */
export function clientOf(request: FastifyRequest): Client {
  return {
    ipAddress: addressOf(request),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 512),
    requestId: request.id,
  };
}
