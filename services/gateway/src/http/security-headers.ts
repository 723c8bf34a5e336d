import type { FastifyReply, FastifyRequest } from 'fastify';
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
  'content-security-policy': contentSecurityPolicy,
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

const securityHeaders = { ...ofDocuments, ...ofAll };

/** Of an answer that never has content, to a program that asks all the time: 700 bytes less each time. */
export const headersWithoutContent: readonly string[] = [
  ...Object.entries(ofAll).flat(),
  'cache-control',
  'no-store',
];

/** Takes back what only content needs. */
export function setNoContent(reply: FastifyReply): void {
  for (const name in ofDocuments) void reply.removeHeader(name);
}

/** On every answer; what carries data of somebody is kept by nobody unless its route says otherwise. */
export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(securityHeaders).header('x-request-id', request.id);
  if (/^\/(v1|oauth2)\//.test(request.url)) void reply.header('cache-control', 'no-store');
}
