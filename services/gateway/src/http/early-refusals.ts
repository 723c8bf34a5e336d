import type { Socket } from 'node:net';
import type { Problem } from '@latchkey/contracts/problem';
import { newId } from '@latchkey/database/id';
import { AppError } from '@latchkey/errors/app-error';
import { ValidationFailed } from '@latchkey/errors/errors';
import type { ConnectionError, FastifyReply, FastifyRequest } from 'fastify';
import { config } from '../config.js';
import { sendProblem } from './problem.filter.js';
import { setSecurityHeaders } from './security-headers.js';

/** What is refused before a route is asked, in the same form as what a route refuses. */

type Hook = (request: FastifyRequest, reply: FastifyReply, done: () => void) => void;

/** Fastify's own: an address that cannot be read, or a part of it that is longer than anything here is called. */
export function refuseAddress(
  { code }: { code?: string },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  setSecurityHeaders(request, reply);
  const unreadable = new AppError('bad_request', 'malformed_url', 'The address is not a URL.');
  const unknown = new AppError('not_found', 'not_found', 'Nothing is here.');
  sendProblem(request, reply, code === 'FST_ERR_BAD_URL' ? unreadable : unknown);
}

/** Forms are read by the OAuth endpoints alone: elsewhere they are what another site's page can send. */
export const refuseMisplacedForm: Hook = (request, reply, done) => {
  const { headers, url } = request;
  const isForm = (headers['content-type'] ?? '')
    .toLowerCase()
    .startsWith('application/x-www-form-urlencoded');
  if (!isForm || url.startsWith('/oauth2/')) {
    done();
    return;
  }
  const refused = new AppError('unsupported', 'unsupported_media_type', 'Send the body as application/json.');
  sendProblem(request, reply, refused);
};

/** U+0000 is in no name, and no text column of PostgreSQL can hold it. */
export const refuseNul: Hook = (request, reply, done) => {
  const { url, body } = request;
  // In an address it is `%00`.
  const parts = url.includes('%00') ? [request.params, request.query, body] : [body];
  const wrong = parts.flatMap((part) => (part ? namesWithNul(part) : none));
  if (wrong.length === 0) return done();
  const message = 'must not contain the character U+0000';
  const errors = wrong.map((name) => ({ pointer: `/${name}`, code: 'invalid_character', message }));
  sendProblem(request, reply, new ValidationFailed(errors));
};

const none: string[] = [];

function namesWithNul(part: object): string[] {
  let wrong = none;
  for (const [name, value] of Object.entries(part)) {
    if (!name.includes('\0') && !hasNul(value)) continue;
    wrong = [...wrong, name];
  }
  return wrong;
}

/** Without recursion: what is nested a thousand times deep is somebody's wish for a stack overflow. */
function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && next.includes('\0')) return true;
    if (typeof next === 'object' && next !== null && !ArrayBuffer.isView(next)) {
      for (const [name, member] of Object.entries(next)) left.push(name, member);
    }
  }
  return false;
}

const ofConnection: Record<string, [status: string, title: string, detail: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408', 'Request Timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: ['431', 'Request Header Fields Too Large', 'The headers are too large.'],
};

/** What is no HTTP: there is no request yet, so the answer is written by hand, and the connection ends. */
export function refuseConnection(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, title, detail] = ofConnection[error.code] ?? ['400', 'Bad Request', 'This is not HTTP.'];
  const code = title.toLowerCase().replaceAll(' ', '_');
  const requestId = newId('req');
  const type = `${config.publicUrl}/problems/${code}`;
  const problem: Problem = { type, title, status: Number(status), code, detail, requestId };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
