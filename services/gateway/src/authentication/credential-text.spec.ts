import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';

/** A request as Node hands it over: `rawHeaders` has what `headers` joined or dropped. */
function request(...lines: [name: string, value: string][]): FastifyRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of lines) headers[name.toLowerCase()] ??= value;
  return { headers, raw: { rawHeaders: lines.flat() } } as unknown as FastifyRequest;
}

describe('the credential of a request', () => {
  let credentialText: typeof import('./credential-text.js').credentialText;
  beforeAll(async () => {
    process.env.NATS_URL = 'nats://unused';
    process.env.REDIS_URL = 'redis://unused';
    ({ credentialText } = await import('./credential-text.js'));
  });

  it('is none where nothing was sent, or an emptied cookie', () => {
    expect(credentialText(request())).toBeUndefined();
    expect(credentialText(request(['Cookie', 'latchkey_session=; theme=dark']))).toBeUndefined();
  });

  it.each(['Bearer lk_key_x', 'bearer lk_key_x', 'BEARER lk_key_x'])('is the token of "%s"', (value) => {
    expect(credentialText(request(['Authorization', value]))).toEqual({ token: 'lk_key_x', by: 'bearer' });
  });

  it('is the session cookie, among others and whatever their order', () => {
    expect(credentialText(request(['Cookie', 'a=1; latchkey_session=lk_ses_x;b=2']))).toEqual({
      token: 'lk_ses_x',
      by: 'cookie',
    });
  });

  it.each(['notlatchkey_session=x', 'latchkey_session2=x', 'latchkey_sessio=x', 'Latchkey_Session=x'])(
    'is not the cookie "%s"',
    (cookie) => {
      expect(credentialText(request(['Cookie', cookie]))).toBeUndefined();
    },
  );

  it.each([
    'Basic YWRhOnBhc3N3b3Jk',
    'Bearer',
    'Bearer ',
    'Bearer  two-blanks',
    'Bearer a b',
    'Bearer a,Bearer b',
    'Bearer a\tb',
    'Bearer ü',
    'lk_key_x',
    '',
  ])('an Authorization of "%s" is refused, not passed over', (value) => {
    expect(() => credentialText(request(['Authorization', value]))).toThrow(
      expect.objectContaining({ code: 'invalid_token', status: 401 }),
    );
  });

  it('a broken Authorization does not fall back to the cookie', () => {
    const both = request(['Authorization', 'Basic x'], ['Cookie', 'latchkey_session=lk_ses_x']);
    expect(() => credentialText(both)).toThrow(expect.objectContaining({ code: 'invalid_token' }));
  });

  it.each([
    ['a token and a cookie', request(['Authorization', 'Bearer a'], ['Cookie', 'latchkey_session=b'])],
    ['the same in both', request(['Authorization', 'Bearer a'], ['Cookie', 'latchkey_session=a'])],
    ['two tokens', request(['Authorization', 'Bearer a'], ['authorization', 'Bearer b'])],
  ])('%s: which one is meant is not guessed', (_, it) => {
    expect(() => credentialText(it)).toThrow(
      expect.objectContaining({ code: 'multiple_credentials', status: 400 }),
    );
  });

  it('two cookies of the name are none, for a neighbouring host may have set one (W09)', () => {
    const two = request(['Cookie', 'latchkey_session=a; latchkey_session=b']);
    expect(() => credentialText(two)).toThrow(
      expect.objectContaining({ code: 'invalid_token', status: 401 }),
    );
  });
});
