import type { FastifyRequest } from 'fastify';
import { config } from '../config.js';

const publicOrigin = new URL(config.publicUrl).origin;
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser sent this on behalf of another site. Browsers put `Origin` on every unsafe request, and
 * `Sec-Fetch-Site` too; what has neither was sent by no browser of this decade.
 */
export function isCrossOrigin(request: FastifyRequest): boolean {
  if (safe.has(request.method)) return false;
  const { origin, host } = request.headers;
  if (origin !== undefined) return origin !== publicOrigin && !isOwnHost(origin, host);
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** The same host and port as the request was sent to; a page of another name has no cookie for it. */
function isOwnHost(origin: string, host: string | undefined): boolean {
  try {
    return host !== undefined && new URL(origin).host === host.toLowerCase();
  } catch {
    return false; // "null", or no URL at all
  }
}
