import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { consoleFolder, isConsoleBuilt } from './console-page.js';

/** The console as it was built: assets by their hash for ever, the page itself always asked for anew. */
export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  if (!isConsoleBuilt()) return;
  await app.register(
    fastifyStatic as never,
    {
      root: consoleFolder,
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
