import { fastify } from 'fastify';
import { announce } from './announce.js';
import { knownCredentials, sha256 } from './known-credentials.js';

/** The limit: nothing but Fastify, a SHA-256 and one Map lookup, and an answer without a body. */
const known = knownCredentials();
const app = fastify();

app.get('/verify', (request, reply) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
  void reply.code(known.has(sha256(token)) ? 204 : 401).send();
});

await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
announce(typeof address === 'object' ? address?.port : undefined);
