import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';

const request = (method: string, headers: Record<string, string>): FastifyRequest =>
  ({ method, headers: { host: 'keys.example.com', ...headers } }) as unknown as FastifyRequest;

describe('a request on behalf of another site', () => {
  let isCrossOrigin: typeof import('./cross-origin.js').isCrossOrigin;
  beforeAll(async () => {
    process.env.NATS_URL = 'nats://unused';
    process.env.REDIS_URL = 'redis://unused';
    process.env.LATCHKEY_PUBLIC_URL = 'https://keys.example.com';
    ({ isCrossOrigin } = await import('./cross-origin.js'));
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('is never a %s: it changes nothing', (method) => {
    expect(isCrossOrigin(request(method, { origin: 'https://evil.example' }))).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['our own page', { origin: 'https://keys.example.com' }],
    [
      'our own page behind a proxy that keeps the host',
      { origin: 'https://eu.keys.example.com', host: 'eu.keys.example.com' },
    ],
    ['the same with a host in capitals', { origin: 'https://eu.example.com', host: 'EU.example.com' }],
    ['a program, which sends neither header', {}],
    ['a browser that tells only where from: same origin', { 'sec-fetch-site': 'same-origin' }],
    ['a browser told by its user alone', { 'sec-fetch-site': 'none' }],
  ])('is not %s', (_, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(isCrossOrigin(request(method, headers))).toBe(false);
    }
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'https://keys.example.com:8443' }],
    ['another scheme', { origin: 'http://keys.example.com' }],
    ['a sibling', { origin: 'https://x.example.com' }],
    ['a name that begins like ours', { origin: 'https://keys.example.com.evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nothing readable', { origin: 'keys.example.com' }],
    ['an empty origin', { origin: '' }],
    ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling that hides its origin', { 'sec-fetch-site': 'same-site' }],
    [
      'another site that claims to be same-origin',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
  ])('is %s', (_, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']) {
      expect(isCrossOrigin(request(method, headers))).toBe(true);
    }
  });
});
