import { describe, expect, it } from '@jest/globals';
import { exitCodes } from './failure.js';
import { refusalOf } from './refusal.js';

const problem = (code: string, more: object = {}) => ({
  type: `https://latchkey.example/problems/${code}`,
  title: 'Refused',
  status: 400,
  code,
  detail: 'The server says why.',
  requestId: 'req-1',
  ...more,
});

const exitCodeOf = (status: number) => refusalOf({ status, body: problem('any'), retryAfter: null }).exitCode;

describe('exit codes', () => {
  it('are the documented ones, for ever', () => {
    expect(exitCodes).toEqual({
      ok: 0,
      unexpected: 1,
      usage: 2,
      notSignedIn: 3,
      forbidden: 4,
      notFound: 5,
      conflict: 6,
      rateLimited: 7,
      unavailable: 8,
      interrupted: 130,
    });
  });

  it.each([
    [400, 2],
    [401, 3],
    [403, 4],
    [404, 5],
    [409, 6],
    [410, 5],
    [412, 6],
    [413, 2],
    [415, 2],
    [422, 2],
    [429, 7],
    [500, 8],
    [502, 8],
    [503, 8],
  ])('of status %i is %i', (status, exitCode) => expect(exitCodeOf(status)).toBe(exitCode));
});

describe('refusalOf', () => {
  it('says the server’s sentence and what to do next', () => {
    const failure = refusalOf({ status: 409, body: problem('token_limit_reached'), retryAfter: null });
    expect(failure.message).toBe('The server says why.');
    expect(failure.details.code).toBe('token_limit_reached');
    expect(failure.details.next).toContain('latchkey users api-keys delete');
  });

  it('names each field that is wrong', () => {
    const errors = [
      { pointer: '/expiresAt', code: 'expiry_in_past', message: 'must be in the future' },
      { pointer: '#limit', code: 'too_big', message: 'at most 100' },
      { pointer: '', code: 'invalid', message: 'must be an object' },
    ];
    const failure = refusalOf({
      status: 422,
      body: problem('validation_failed', { errors }),
      retryAfter: null,
    });
    expect(failure.details.lines).toEqual([
      'expiresAt: must be in the future',
      'limit: at most 100',
      'must be an object',
    ]);
  });

  it.each([
    ['1', 'Try again in 1 second.'],
    ['30', 'Try again in 30 seconds.'],
    ['600', 'Try again in 10 minutes.'],
  ])('tells how long to wait: Retry-After %s', (retryAfter, next) => {
    expect(refusalOf({ status: 429, body: problem('rate_limited'), retryAfter }).details.next).toBe(next);
  });

  it('keeps the kind where something in between answers with a page', () => {
    const failure = refusalOf({ status: 502, body: undefined, retryAfter: null });
    expect(failure.exitCode).toBe(8);
    expect(failure.message).toContain('502');
  });
});
