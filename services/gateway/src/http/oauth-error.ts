import type { FastifyReply } from 'fastify';

/** RFC 6749, 5.2: OAuth endpoints answer errors in a form of their own. */
export function sendOAuthError(reply: FastifyReply, error: string, description: string, status = 400): void {
  void reply
    .status(status)
    .header('cache-control', 'no-store')
    .type('application/json')
    .send({ error, error_description: description });
}
