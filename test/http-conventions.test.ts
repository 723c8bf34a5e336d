import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';

describe('what holds of all routes', () => {
  let latchkey: Latchkey;
  let person: Awaited<ReturnType<typeof signUp>>;
  beforeAll(async () => {
    latchkey = await Latchkey.start({ LATCHKEY_RATE_LIMITS: 'on' });
    person = await signUp(latchkey);
  }, 120_000);
  afterAll(() => latchkey.stop());

  const ask = (
    method: string,
    path: string,
    more: { body?: unknown; headers?: Record<string, string> } = {},
  ) => latchkey.ask(method, path, { token: person.token, ...more });

  describe('a list', () => {
    const idsOf = ({ body }: Answer): string[] => body.items.map(({ id }: { id: string }) => id);

    /** The address of the page after this one, as `Link` says it. */
    function next({ headers }: Answer): string {
      const { pathname, search } = new URL(
        /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? '',
      );
      return pathname + search;
    }

    it('is whole when one follows its links, also while something is added', async () => {
      for (let i = 0; i < 4; i++) await signIn(latchkey, person);
      const all = idsOf(await ask('GET', '/v1/users/me/sessions'));
      expect(all).toHaveLength(5);

      const first = await ask('GET', '/v1/users/me/sessions?limit=2');
      await signIn(latchkey, person);
      const second = await ask('GET', next(first));
      const third = await ask('GET', next(second));
      expect([first, second, third].map((page) => idsOf(page).length)).toEqual([2, 2, 1]);
      expect([first, second, third].flatMap(idsOf)).toEqual(all);
      expect([third.body.nextCursor, third.headers.get('link')]).toEqual([null, null]);
    });
  });

  describe('a write', () => {
    it('that names what was read is refused once somebody else wrote', async () => {
      const path = '/v1/users/me';
      const read = (await ask('GET', path)).headers.get('etag') ?? '';
      expect(read).toMatch(/^"[^"]+"$/);
      const write = (name: string, etag: string) =>
        ask('PATCH', path, { body: { name }, headers: { 'if-match': etag } });

      const written = await write('Ada I', read);
      expect([written.status, written.body.name]).toEqual([200, 'Ada I']);
      const late = await write('Ada II', read);
      expect([late.status, late.body.code]).toEqual([412, 'precondition_failed']);
      expect((await ask('GET', path)).body.name).toBe('Ada I');

      const again = await write('Ada III', written.headers.get('etag') ?? '');
      expect([again.status, again.body.name]).toEqual([200, 'Ada III']);
    });
  });

  describe('requests of one address', () => {
    const left = ({ headers }: Answer): number =>
      Number(/;r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1]);

    it('are counted, whatever they say of where they come from (P21)', async () => {
      const headers = {
        'x-forwarded-for': '203.0.113.1',
        forwarded: 'for=203.0.113.2',
        'x-real-ip': '203.0.113.3',
      };
      const before = await ask('GET', '/v1/users/me');
      const after = await ask('GET', '/v1/users/me', { headers });
      expect(before.headers.get('ratelimit-policy')).toMatch(/^"general";q=\d+;w=\d+$/);
      expect(left(after)).toBeLessThan(left(before));
    });

    it('are refused where they are too many, at that route alone', async () => {
      const attempt = () => latchkey.ask('POST', '/v1/sessions', { body: {} });
      let refused = await attempt();
      expect([refused.status, refused.body.code]).toEqual([422, 'validation_failed']);
      // A window may end in between on a slow machine: two of them are enough.
      const most = 2 * Number(/;q=(\d+)/.exec(refused.headers.get('ratelimit-policy') ?? '')?.[1]);
      for (let i = 0; i < most && refused.status === 422; i++) refused = await attempt();
      expect([refused.status, refused.body.code, left(refused)]).toEqual([429, 'rate_limited', 0]);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await ask('GET', '/v1/users/me')).status).toBe(200);
    });

    it('are not counted where a program rightly asks without end', async () => {
      for (const path of ['/healthz', '/readyz', '/metrics', '/v1/auth/verify']) {
        const answer = await ask('GET', path);
        expect([path, answer.status < 300, answer.headers.get('ratelimit')]).toEqual([path, true, null]);
      }
    });
  });
});
