import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Problem } from '@latchkey/contracts/problem';
import { AppError, statusOf } from '@latchkey/errors/app-error';
import { Internal, Overloaded, RateLimited, Unavailable, ValidationFailed } from '@latchkey/errors/errors';
import {
  type ArgumentsHost,
  BadRequestException,
  ForbiddenException,
  HttpException,
  Logger,
  NotFoundException,
} from '@nestjs/common';
import type { RequestLogService } from '../audit/request-log.service.js';

/** What Fastify would send. */
class Answer {
  code = 0;
  body: unknown;
  readonly headers: Record<string, string> = {};
  status(code: number): this {
    this.code = code;
    return this;
  }
  header(name: string, value: string): this {
    this.headers[name] = value;
    return this;
  }
  send(body: string): this {
    this.body = JSON.parse(body);
    return this;
  }
}

describe('ProblemFilter', () => {
  let ProblemFilter: typeof import('./problem.filter.js').ProblemFilter;
  let logged: AppError[];
  const lines: string[] = [];

  beforeAll(async () => {
    process.env.NATS_URL = 'nats://unused';
    process.env.REDIS_URL = 'redis://unused';
    process.env.LATCHKEY_PUBLIC_URL = 'https://keys.example.com';
    ({ ProblemFilter } = await import('./problem.filter.js'));
    const write = (line: unknown) => lines.push(typeof line === 'string' ? line : JSON.stringify(line));
    Logger.overrideLogger({ log: write, error: write, warn: write });
  });
  beforeEach(() => {
    logged = [];
    lines.length = 0;
  });

  function answerTo(exception: unknown): { code: number; headers: Answer['headers']; body: Problem } {
    const answer = new Answer();
    const request = { id: 'req_12345678', method: 'POST', url: '/v1/users', headers: {} };
    const log = {
      failed: (_: unknown, error: AppError) => logged.push(error),
    } as unknown as RequestLogService;
    new ProblemFilter(log).catch(exception, {
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => answer }),
    } as unknown as ArgumentsHost);
    return { code: answer.code, headers: answer.headers, body: Problem.strict().parse(answer.body) };
  }

  it('writes a refusal as RFC 9457 has it, and has it logged', () => {
    const { code, headers, body } = answerTo(
      new AppError('conflict', 'handle_taken', 'The handle ada is taken.'),
    );
    expect(code).toBe(409);
    expect(body).toEqual({
      type: 'https://keys.example.com/problems/handle_taken',
      title: 'Conflict',
      status: 409,
      code: 'handle_taken',
      detail: 'The handle ada is taken.',
      requestId: 'req_12345678',
    });
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(logged.map((error) => error.code)).toEqual(['handle_taken']);
  });

  it.each(Object.entries(statusOf))('the kind %s is status %i and has a title', (kind, status) => {
    const { code, body } = answerTo(new AppError(kind as keyof typeof statusOf, 'any', 'Any.'));
    expect([code, body.status]).toEqual([status, status]);
    expect(body.title).not.toBe('');
  });

  it('has a row for each thing that is wrong', () => {
    const errors = [{ pointer: '/handle', code: 'too_short', message: 'Use at least 2 characters.' }];
    expect(answerTo(new ValidationFailed(errors)).body).toMatchObject({ code: 'validation_failed', errors });
  });

  it.each([
    ['rate_limited', new RateLimited(29.2), 429, '30'],
    ['overloaded', new Overloaded('queue'), 503, '1'],
    ['unavailable', new Unavailable('no responders'), 503, '2'],
  ])('says when to come again: %s', (_, error, code, retryAfter) => {
    expect(answerTo(error)).toMatchObject({ code, headers: { 'retry-after': retryAfter } });
  });

  it.each([
    ['unauthenticated', 'Bearer'],
    ['invalid_token', 'Bearer error="invalid_token"'],
    [
      'step_up_required',
      'Bearer error="insufficient_user_authentication", error_description="x", max_age=600',
    ],
  ])('401 says what to bring (RFC 6750, RFC 9470): %s', (code, challenge) => {
    expect(answerTo(new AppError('unauthenticated', code, 'x')).headers['www-authenticate']).toBe(challenge);
  });

  it.each<[string, unknown, number, string]>([
    [
      'a body that is too large',
      { code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 },
      413,
      'body_too_large',
    ],
    ['a media type', { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }, 415, 'unsupported_media_type'],
    ['an empty body', { code: 'FST_ERR_CTP_EMPTY_JSON_BODY' }, 400, 'malformed_json'],
    ['a body that is no JSON', new SyntaxError('Unexpected token'), 400, 'malformed_json'],
    ['an unknown route', new NotFoundException('Cannot GET /x'), 404, 'not_found'],
    ['what Nest forbids', new ForbiddenException(), 403, 'forbidden'],
    ['what Nest finds wrong', new BadRequestException(), 400, 'bad_request'],
  ])('what the frameworks refuse is a problem document too: %s', (_, exception, status, code) => {
    expect(answerTo(exception)).toMatchObject({ code: status, body: { code } });
  });

  it.each<[string, unknown]>([
    ['an error', new Error('password=hunter2 at 10.0.0.7')],
    ['a text', 'password=hunter2'],
    ['nothing', undefined],
    ['null', null],
    ['a refusal of a status nobody knows', new HttpException('hunter2', 418)],
    ['a refusal with a private part', new Internal('hunter2')],
  ])('what went wrong inside stays inside: %s', (_, exception) => {
    const { code, body } = answerTo(exception);
    expect([code, body.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toMatch(/hunter2|10\.0\.0\.7/);
    expect(lines).toHaveLength(1);
  });

  it('the private part of a refusal goes to the log', () => {
    const { body } = answerTo(new Unavailable('tokens: no responders'));
    expect(JSON.stringify(body)).not.toContain('responders');
    expect(lines.join()).toContain('tokens: no responders');
  });
});
