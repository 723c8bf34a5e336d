import type { FastifyReply, FastifyRequest } from 'fastify';
import { config } from '../config.js';
import { nextLink } from './next-link.js';

/** Fastify's `preSerialization`: `Link: <…>; rel="next"` on every page of a list that another one follows. */
export function addNextLink<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: T,
  done: (error: Error | null, answer: T) => void,
): void {
  const link = nextLink(config.publicUrl, request.url, answer);
  if (link !== undefined) void reply.header('link', link);
  done(null, answer);
}
