import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';
import { NestPinoLogger } from './nest-logger.js';
import { redact, redactText } from './redact.js';
import { runInContext } from './request-context.js';

const secret = 's'.repeat(43);
const token = `lk_key_${'a'.repeat(20)}_${secret}123456`;
const hash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo';

/** A logger whose lines can be read back. */
function recorded() {
  const lines: string[] = [];
  const logger = createLogger(
    { service: 'test', instance: 'test-1', level: 'debug' },
    { write: (line: string) => void lines.push(line) },
  );
  return { logger: new NestPinoLogger(logger), lines };
}

describe('redactText', () => {
  it('leaves of a token what identifies its row', () => {
    expect(redactText(`got ${token}!`)).toBe(`got lk_key_${'a'.repeat(20)}_[redacted]!`);
  });

  it.each([
    ['a token that was cut off', token.slice(0, 60), secret.slice(0, 20)],
    ['a password hash', `hash ${hash}`, 'aGFzaGhhc2hoYXNo'],
    ['a bearer header', 'Authorization: Bearer abcdefghijklmnop', 'abcdefghijklmnop'],
    ['a link of a mail', 'said: https://x/reset-password#token=abcdefghijk', 'abcdefghijk'],
    ['a password in a URL', 'connect postgres://ada:hunter2@db:5432/x', 'hunter2'],
  ])('masks %s', (_, text, mustNotShow) => {
    expect(redactText(text)).not.toContain(mustNotShow);
  });

  it('leaves ordinary text as it is', () => {
    const text = 'GET /v1/users/me took 3 ms; see https://example.org/docs';
    expect(redactText(text)).toBe(text);
  });
});

describe('redact', () => {
  it.each([
    'password',
    'currentPassword',
    'new_password',
    'token',
    'secret',
    'secretHash',
    'authorization',
    'Cookie',
    'set-cookie',
  ])('hides a field named %s at any depth', (name) => {
    expect(JSON.stringify(redact({ body: { deep: { [name]: 'hunter2' } } }))).not.toContain('hunter2');
  });

  it('shows counts whose names only remind of secrets', () => {
    expect(redact({ revoked: { cliTokens: 3 } })).toEqual({ revoked: { cliTokens: 3 } });
  });

  it('shows no parameters of a failed query', () => {
    const error = Object.assign(new Error('duplicate key'), { parameters: ['hunter2'], query: 'INSERT …' });
    expect(JSON.stringify(redact({ err: error }))).not.toContain('hunter2');
  });

  it('follows the cause of an error, and no circle', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const error = new Error('outer', { cause: new Error(`inner ${token}`) });
    const text = JSON.stringify(redact({ error, circle }));
    expect(text).toContain('inner lk_key_');
    expect(text).not.toContain(secret);
  });
});

describe('logger', () => {
  it('writes one JSON object a line, with the request and trace it belongs to', () => {
    const { logger, lines } = recorded();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    runInContext({ requestId: 'req_1', traceparent }, () => logger.log('hello', 'Context'));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      service: 'test',
      instance: 'test-1',
      context: 'Context',
      requestId: 'req_1',
      traceId: 'a'.repeat(32),
      msg: 'hello',
    });
  });

  it('lets no secret through, wherever it stands', () => {
    const { logger, lines } = recorded();
    logger.log(`text ${token}`);
    logger.error(new Error(`error ${token}`), 'Context');
    logger.warn({ msg: `fields ${token}`, headers: { authorization: 'hunter2' }, list: [{ nested: hash }] });
    logger.error('stack', `Error: ${token}\n    at somewhere`, 'Context');
    expect(lines).toHaveLength(4);
    for (const mustNotShow of [secret, 'hunter2', 'aGFzaGhhc2hoYXNo'])
      expect(lines.join('')).not.toContain(mustNotShow);
  });
});
