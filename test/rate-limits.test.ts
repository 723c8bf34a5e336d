import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';

/** The one address whose word on where a request came from is believed. All of 127.0.0.0/8 is this machine. */
const proxy = '127.0.0.2';

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly code: string;
}

describe('limits of requests by address', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.start({
      LATCHKEY_RATE_LIMITS: 'on',
      LATCHKEY_TRUSTED_PROXIES: proxy,
      LATCHKEY_GATEWAYS: '2',
    });
    // Until a gateway has its connection to Redis it counts for itself.
    let host = 100;
    await eventually(async () => {
      const address = `203.0.113.${host++}`;
      const first = await via(address, 1);
      expect(left(await via(address, 2))).toBe(left(first) - 1);
    });
  }, 120_000);
  afterAll(() => latchkey.stop());

  /** A sign-up without a body: refused, but counted. */
  function signUp(from: { address: string; forwardedFor?: string; gateway?: number }): Promise<Reply> {
    const { address: localAddress, forwardedFor, gateway = 1 } = from;
    const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
    const url = `${latchkey.origin(gateway)}/v1/users`;
    return new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers, localAddress, agent: false }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers as Record<string, string>,
            code: JSON.parse(text).code,
          }),
        );
      });
      sent.on('error', reject).end();
    });
  }
  const via = (forwardedFor: string, gateway = 1) => signUp({ address: proxy, forwardedFor, gateway });
  const left = ({ headers }: Reply): number => Number(/;r=(\d+);/.exec(headers.ratelimit ?? '')?.[1]);
  const times = <T>(count: number, ask: (i: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, i) => ask(i)));

  it('say how many there are, how many are left, and when there are more', async () => {
    const first = await via('198.51.100.1');
    const second = await via('198.51.100.1');
    expect([first.status, second.status]).toEqual([422, 422]);
    expect(first.headers['ratelimit-policy']).toBe('"sign-up";q=30;w=600');
    expect(first.headers.ratelimit).toMatch(/^"sign-up";r=29;t=\d+$/);
    expect(second.headers.ratelimit).toMatch(/^"sign-up";r=28;t=\d+$/);
  });

  it('let thirty through and not one more, over all gateways together', async () => {
    const replies = await times(40, (i) => via('198.51.100.2', 1 + (i % 2)));
    expect(replies.filter(({ status }) => status === 422)).toHaveLength(30);
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    for (const { code, headers } of refused) {
      expect(code).toBe('rate_limited');
      const wait = Number(headers['retry-after']);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(600);
    }
    expect((await via('198.51.100.3')).status).toBe(422);
  });

  it('count requests for a link to set a password and uses of one together, apart from all else', async () => {
    const ask = (path: string) => latchkey.ask('POST', `/v1/password-resets${path}`, { body: {} });
    const answers = [await ask(''), await ask('/complete'), await ask('')];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    const told = answers.map(({ headers }) => headers.get('ratelimit')?.replace(/;t=.*/, ''));
    expect(told).toEqual([29, 28, 27].map((left) => `"password-reset";r=${left}`));
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"password-reset";q=30;w=600');
  });

  it('take a /64 of IPv6 for one address, and IPv4 in IPv6 for IPv4 (P20)', async () => {
    const lefts = async (...addresses: string[]) => {
      const all: number[] = [];
      for (const address of addresses) all.push(left(await via(address)));
      return all;
    };
    expect(await lefts('2001:db8:1:2::a', '2001:0DB8:1:2:ffff::b', '2001:db8:1:3::a')).toEqual([29, 28, 29]);
    expect(await lefts('198.51.100.4', '::ffff:198.51.100.4', '::ffff:c633:6404')).toEqual([29, 28, 27]);
  });

  it('do not believe what anybody but the proxy says of where a request came from (P21)', async () => {
    const direct = await signUp({ address: '127.0.0.1' });
    const lying = await times(5, (i) => signUp({ address: '127.0.0.1', forwardedFor: `203.0.113.${i}` }));
    expect(Math.min(...lying.map(left))).toBe(left(direct) - 5);
    // Of a list, the last is what the proxy saw; the ones before are what the client made up.
    const first = await via('203.0.113.50, 198.51.100.5');
    const second = await via('203.0.113.51, 198.51.100.5');
    expect([left(first), left(second)]).toEqual([29, 28]);
    expect(left(await via('203.0.113.51'))).toBe(29);
  });

  it('hold while Redis does not answer, in each gateway for itself, and after', async () => {
    latchkey.signal('redis', 'SIGSTOP');
    try {
      const replies = await times(40, () => via('198.51.100.6'));
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([422, 429]));
      expect(replies.filter(({ status }) => status === 422)).toHaveLength(30);
    } finally {
      latchkey.signal('redis', 'SIGCONT');
    }
    expect((await via('198.51.100.7')).status).toBe(422);
  });
});
