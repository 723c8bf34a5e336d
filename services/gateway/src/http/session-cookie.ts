import type { FastifyReply } from 'fastify';
import { config } from '../config.js';

const isHttps = config.publicUrl.startsWith('https:');

/** `__Host-` binds it to this very host, without a domain, over HTTPS (RFC 6265bis, 4.1.3.2). */
export const cookieName = isHttps ? '__Host-latchkey_session' : 'latchkey_session';

const attributes = `Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;

/** A cookie of the browser's session: its end is the server's to decide, not the cookie's. */
export function setSessionCookie(reply: FastifyReply, token: string): void {
  void reply.header('set-cookie', `${cookieName}=${token}; ${attributes}`);
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.header('set-cookie', `${cookieName}=; ${attributes}; Max-Age=0`);
}
