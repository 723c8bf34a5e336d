import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The console as it was built. */
export const consoleFolder = fileURLToPath(new URL('../../../../console/dist/', import.meta.url));
const ofPrograms = /^\/(v1|oauth2|\.well-known|healthz|readyz|metrics|openapi\.json|asyncapi\.json)(\/|$|\?)/;

export const isConsoleBuilt = (): boolean => existsSync(`${consoleFolder}index.html`);

/** Whether a request asks for a page of the console rather than for something of the API. */
export const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !ofPrograms.test(request.url) &&
  (request.headers.accept ?? '').includes('text/html');

/** Answers a page of the console; the console finds out from the address which one. */
export function sendPage(reply: FastifyReply): boolean {
  if (!isConsoleBuilt()) return false;
  void reply.header('cache-control', 'no-cache').type('text/html').sendFile('index.html');
  return true;
}
