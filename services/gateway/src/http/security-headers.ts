import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import { config } from '../config.js';

const isHttps = config.publicUrl.startsWith('https:');

/** Nothing inline, nothing from elsewhere, no frame around it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  ...(isHttps ? ['upgrade-insecure-requests'] : []),
].join('; ');

/** What a browser asks of a page or of what a page loads. */
const ofDocuments: Readonly<Record<string, string>> = {
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'x-permitted-cross-domain-policies': 'none',
  'origin-agent-cluster': '?1',
};

/** What is asked of every answer. */
const ofAll: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  ...(isHttps ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
};

const ofContent = { ...ofDocuments, ...ofAll };
const policyHeader = 'content-security-policy';

/** Of an answer that never has content, to a program that asks all the time: 700 bytes less each time. */
export const headersWithoutContent: readonly string[] = [
  ...Object.entries(ofAll).flat(),
  'cache-control',
  'no-store',
];

/** On every answer. Where a route has its own word on its content or on who keeps it, that stands. */
export function setSecurityHeaders({ id, url }: FastifyRequest, reply: FastifyReply): void {
  // Without content there is nothing to protect.
  void reply.headers(reply.statusCode === 204 ? ofAll : ofContent).header('x-request-id', id);
  if (reply.statusCode !== 204 && !reply.hasHeader(policyHeader))
    void reply.header(policyHeader, contentSecurityPolicy);
  // What carries data of somebody is kept by nobody.
  if (isOfPrograms(url) && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
}

const isOfPrograms = (url: string): boolean => url.startsWith('/v1/') || url.startsWith('/oauth2/');

/** Fastify's `onSend`. */
export const addSecurityHeaders: onSendHookHandler<unknown> = (request, reply, payload, done) => {
  setSecurityHeaders(request, reply);
  done(null, payload);
};
