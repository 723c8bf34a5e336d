import type { FastifyRequest } from 'fastify';
import { config } from '../config.js';

const { origin: publicOrigin, protocol: publicProtocol } = new URL(config.publicUrl);
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

/**
 * The same host and port as the request was sent to; a page of another name has no cookie for it. A page that came
 * without TLS is not ours where ours come with it: whoever sits on the line wrote it.
 */
function isOwnHost(origin: string, host: string | undefined): boolean {
  try {
    const { host: of, protocol } = new URL(origin);
    return of === host?.toLowerCase() && (protocol === 'https:' || publicProtocol === 'http:');
  } catch {
    return false; // "null", or no URL at all
  }
}
