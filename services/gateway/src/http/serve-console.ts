import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

const folder = fileURLToPath(new URL('../../../../console/dist/', import.meta.url));
const ofPrograms = /^\/(v1|oauth2|\.well-known|healthz|readyz|metrics|openapi\.json|asyncapi\.json)(\/|$|\?)/;

/** Whether a request asks for a page of the console rather than for something of the API. */
export const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !ofPrograms.test(request.url) &&
  (request.headers.accept ?? '').includes('text/html');

/** The console as it was built: assets by their hash for ever, the page itself always asked for anew. */
export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(`${folder}index.html`)) return;
  await app.register(
    fastifyStatic as never,
    {
      root: folder,
      preCompressed: true,
      wildcard: false,
      index: false,
      setHeaders: (reply: FastifyReply, path: string) => {
        const immutable = path.includes('/assets/');
        void reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    } as never,
  );
}

/** Answers a page of the console; the console finds out from the address which one. */
export function sendPage(reply: FastifyReply): boolean {
  if (!existsSync(`${folder}index.html`)) return false;
  void reply.header('cache-control', 'no-cache').type('text/html').sendFile('index.html');
  return true;
}
