import type { FastifyRequest } from 'fastify';
import { cookieName } from '../http/session-cookie.js';
import { InvalidToken, MultipleCredentials } from './authentication.errors.js';

export interface CredentialText {
  readonly token: string;
  readonly by: 'bearer' | 'cookie';
}

/**
 * The credential that a request carries: `Authorization: Bearer`, or the session cookie. Nothing else is one: no Basic,
 * no query parameter, no other header (attack cases K05, K13, K20).
 *
 * @throws InvalidToken for an Authorization that is no bearer token; MultipleCredentials for one of each kind
 */
export function credentialText(request: FastifyRequest): CredentialText | undefined {
  const bearer = bearerToken(request);
  const { cookie } = request.headers;
  const cookies = cookie === undefined ? [] : sessionCookies(cookie);
  // Two by one name: a neighbour on another host of the domain may have set one (cookie tossing, attack case W09).
  if (cookies.length > 1) throw new InvalidToken();
  if (bearer !== undefined && cookies.length > 0) throw new MultipleCredentials();
  if (bearer !== undefined) return { token: bearer, by: 'bearer' };
  const [token] = cookies;
  return token === undefined ? undefined : { token, by: 'cookie' };
}

/** The same without a refusal: nothing for what would be refused. */
export function plainCredentialText(request: FastifyRequest): CredentialText | undefined {
  try {
    return credentialText(request);
  } catch {
    return undefined;
  }
}

function bearerToken(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  // Node keeps the first of several; who sent several is told so and not guessed at.
  if (rawCount(request, 'authorization') > 1) throw new MultipleCredentials();
  const match = /^Bearer ([!-~]+)$/i.exec(authorization);
  if (!match?.[1]) throw new InvalidToken();
  return match[1];
}

/** Without building lists: this runs for every request. */
function rawCount({ raw: { rawHeaders } }: FastifyRequest, name: string): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const text = rawHeaders[i] as string;
    if (text.length === name.length && text.toLowerCase() === name) count++;
  }
  return count;
}

/** Values of the session cookie; an emptied one is none. */
function sessionCookies(header: string): string[] {
  return header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${cookieName}=`))
    .map((part) => part.slice(cookieName.length + 1))
    .filter((value) => value !== '');
}
