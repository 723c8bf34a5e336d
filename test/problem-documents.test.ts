import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem } from '@latchkey/contracts/problem';
import type { Answer, Ask } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signUp } from '@latchkey/testing/people';

const form = 'application/x-www-form-urlencoded';

describe('what is refused, and how', () => {
  let latchkey: Latchkey;
  let token: string;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow();
    ({ token } = await signUp(latchkey));
  }, 120_000);
  afterAll(() => latchkey.stop());

  /** Nothing but a problem document, with the headers of every answer. */
  function expectProblem(answer: Answer, status: number, code: string): Problem {
    const { headers } = answer;
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const problem = Problem.strict().parse(answer.body);
    expect(problem.requestId).toBe(headers.get('x-request-id'));
    expect(problem.type).toMatch(new RegExp(`/problems/${code}$`));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    return problem;
  }

  /** As bytes on the wire, for what no HTTP client would send. */
  function send(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(latchkey.ports.gateway, '127.0.0.1', () => socket.write(bytes));
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(answer));
    });
  }

  describe('a body', () => {
    it.each<[string, string, number, string]>([
      ['that is no JSON', '{"handle":', 400, 'malformed_json'],
      ['that is empty', '', 400, 'malformed_json'],
      ['that would be a prototype', '{"__proto__":{"admin":true}}', 400, 'malformed_json'],
      [
        'with a constructor of its own',
        '{"constructor":{"prototype":{"admin":true}}}',
        400,
        'malformed_json',
      ],
      ['that is a list', '[]', 422, 'validation_failed'],
      ['that is null', 'null', 422, 'validation_failed'],
      [
        'nested ten thousand times',
        `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
        422,
        'validation_failed',
      ],
      ['that is too large', JSON.stringify({ handle: 'x'.repeat(65_536) }), 413, 'body_too_large'],
    ])('%s', async (_, body, status, code) => {
      expectProblem(await latchkey.ask('POST', '/v1/users', { body }), status, code);
    });

    it('that is left out', async () => {
      expectProblem(await latchkey.ask('POST', '/v1/users'), 422, 'validation_failed');
    });

    it.each([
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      form,
      'Application/X-WWW-Form-UrlEncoded',
      'x',
    ])('of type %s', async (type) => {
      const body = type.toLowerCase() === form ? 'handle=ada' : '{"handle":"ada"}';
      const answer = await latchkey.ask('POST', '/v1/users', { headers: { 'content-type': type }, body });
      expectProblem(answer, 415, 'unsupported_media_type');
    });

    it('with three things wrong has three rows, each with a pointer to its place', async () => {
      const body = { identifier: 1, password: 'x', 'trans/port': 'cookie', 'a~b': 1 };
      const { errors } = expectProblem(
        await latchkey.ask('POST', '/v1/sessions', { body }),
        422,
        'validation_failed',
      );
      expect(errors?.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
        '/a~0b unknown_property',
        '/identifier invalid_type',
        '/trans~1port unknown_property',
      ]);
    });

    it.each<[string, string, Ask]>([
      ['a sign-in', '/v1/sessions', { body: { identifier: 'a\0b', password: 'x' } }],
      ['a name of a member', '/v1/sessions', { body: { 'a\0b': 1 } }],
      ['deep inside', '/v1/credentials/revoke', { body: { credentials: ['ok', 'a\0b'] } }],
    ])('with U+0000 in it: %s', async (_, path, request) => {
      const { errors } = expectProblem(await latchkey.ask('POST', path, request), 422, 'validation_failed');
      expect(errors).toMatchObject([{ code: 'invalid_character' }]);
    });
  });

  describe('an address', () => {
    it.each([
      '/v1/nothing',
      '/v1/users/me/',
      '/V1/users/me',
      '/v1//users/me',
      '/oauth2/authorize',
      `/v1/users/${'x'.repeat(300)}`,
    ])('where nothing is: %s', async (path) => {
      expectProblem(await latchkey.ask('GET', path, { token }), 404, 'not_found');
    });

    it('of the API is never a page, whatever is accepted', async () => {
      const headers = { accept: 'text/html' };
      expectProblem(await latchkey.ask('GET', '/v1/nothing', { headers }), 404, 'not_found');
    });

    it.each([
      ['DELETE', '/v1/sessions', 'POST'],
      ['PUT', '/v1/users/me', 'DELETE, GET, HEAD, PATCH'],
      ['OPTIONS', '/v1/users/me/api-keys', 'GET, HEAD, POST'],
      ['POST', '/v1/policy', 'GET, HEAD'],
    ])('where %s is not served: %s', async (method, path, allow) => {
      const answer = await latchkey.ask(method, path, { token });
      expectProblem(answer, 405, 'method_not_allowed');
      expect(answer.headers.get('allow')).toBe(allow);
    });

    it('that cannot be read', async () => {
      expectProblem(await latchkey.ask('GET', '/v1/users/%zz', { token }), 400, 'malformed_url');
      expectProblem(await latchkey.ask('GET', '/v1/users/%00', { token }), 422, 'validation_failed');
    });

    it.each([
      'limit=0',
      'limit=101',
      'limit=x',
      'limit=1&limit=2',
      'page=2',
      'cursor=x',
      'cursor=%00',
      `cursor=${'x'.repeat(513)}`,
    ])('with a query of no meaning: %s', async (query) => {
      const answer = await latchkey.ask('GET', `/v1/users/me/sessions?${query}`, { token });
      expect(expectProblem(answer, 422, 'validation_failed').errors).toHaveLength(1);
    });

    it('with a cursor that nobody made', async () => {
      const lists = ['sessions', 'api-keys', 'notifications', 'audit-log'];
      for (const position of [
        ['x', 'y'],
        ['2025-02-30 10:00:00+00', 'y'],
        ['2025-11-21 10:00:00+00', '\0'],
      ]) {
        const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
        for (const list of lists) {
          const answer = await latchkey.ask('GET', `/v1/users/me/${list}?cursor=${cursor}`, { token });
          expectProblem(answer, 422, 'validation_failed');
        }
      }
    });
  });

  it('what is no HTTP, and headers that are too large', async () => {
    const cases = [
      [
        'GET /v1/users/me HTTP/1.1\r\nHost: x\r\nNot a header\r\n\r\n',
        'HTTP/1.1 400 Bad Request',
        'bad_request',
      ],
      [
        `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
        'HTTP/1.1 431 ',
        'request_header_fields_too_large',
      ],
      // Two lengths: the stuff of request smuggling.
      [
        'POST /v1/users HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
        'HTTP/1.1 400 ',
        'bad_request',
      ],
    ] as const;
    for (const [bytes, line, code] of cases) {
      const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
      expect(head).toContain(line);
      const problem = Problem.strict().parse(JSON.parse(body));
      expect(problem.code).toBe(code);
      expect(head).toContain(`X-Request-Id: ${problem.requestId}`);
    }
  });

  describe('without a credential that is right', () => {
    it.each<[string, Ask, number, string, string | null]>([
      ['none', {}, 401, 'unauthenticated', 'Bearer'],
      ['no token', { token: 'nonsense' }, 401, 'invalid_token', 'Bearer error="invalid_token"'],
      [
        'Basic',
        { headers: { authorization: 'Basic YTpi' } },
        401,
        'invalid_token',
        'Bearer error="invalid_token"',
      ],
      ['two', { token: 'a', cookie: 'latchkey_session=b' }, 400, 'multiple_credentials', null],
    ])('%s', async (_, request, status, code, challenge) => {
      const answer = await latchkey.ask('GET', '/v1/users/me', request);
      expectProblem(answer, status, code);
      expect(answer.headers.get('www-authenticate')).toBe(challenge);
    });
  });

  describe('every answer', () => {
    it('has the id of its request: the given one if it is one, else a new one', async () => {
      const idOf = async (given: string) =>
        (
          await latchkey.ask('GET', '/v1/users/me', { token, headers: { 'x-request-id': given } })
        ).headers.get('x-request-id');
      expect(await idOf('checkout-0f3a9c12')).toBe('checkout-0f3a9c12');
      for (const given of ['short', 'has blanks in it', 'x'.repeat(65), 'a"b<script>12', '']) {
        expect(await idOf(given)).toMatch(/^req_[0-9A-Za-z]{20}$/);
      }
    });

    it.each([
      '/v1/users/me',
      '/v1/policy',
      '/healthz',
      '/',
      '/openapi.json',
      '/docs',
      '/v1/nothing',
      '/v1/users/%zz',
    ])('tells the browser what it must not do: %s', async (path) => {
      const { headers } = await latchkey.ask('GET', path, { token, headers: { accept: 'text/html' } });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull();
    });

    it('of the API is kept by nobody', async () => {
      const { body: person } = await latchkey.ask('GET', '/v1/users/me', { token });
      for (const path of [
        '/v1/users/me',
        '/v1/users/me/sessions',
        '/v1/policy',
        '/v1/auth/verify',
        `/v1/users/${person.handle}`,
      ]) {
        const { status, headers } = await latchkey.ask('GET', path, { token });
        expect([path, status < 300, headers.get('cache-control')]).toEqual([path, true, 'no-store']);
      }
      const key = await latchkey.ask('POST', '/v1/users/me/api-keys', {
        token,
        body: { rights: ['RIGHT_USER_INFO'] },
      });
      expect([key.status, key.headers.get('cache-control')]).toEqual([201, 'no-store']);
    });
  });
});
