import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseToken } from '@latchkey/contracts/token';
import { randomBase62 } from '@latchkey/database/id';
import { readConnections } from '@latchkey/local/connections';
import { presets } from '@latchkey/policy/presets';
import { eventually } from '@latchkey/testing/eventually';
import { firefox } from '@latchkey/testing/facts';
import type { Answer } from '@latchkey/testing/http';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signUp } from '@latchkey/testing/people';
import pg from 'pg';

const page = fileURLToPath(new URL('../../docs/sessions.md', import.meta.url));
const rights = ['RIGHT_USER_INFO'];

/** As the page writes a lifetime. */
function inWords(seconds: number | null): string {
  if (seconds === null) return 'never';
  return seconds % 86_400 === 0 ? `${seconds / 86_400} days` : `${seconds / 3600} hours`;
}

describe('the management of sessions (ASVS 5.0, V7)', () => {
  let latchkey: Latchkey;
  let tokens: pg.Client;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2' });
    tokens = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.tokens });
    await tokens.connect();
  }, 120_000);
  afterAll(async () => {
    await tokens?.end();
    await latchkey?.stop();
  });

  interface Opened {
    readonly id: string;
    readonly cookie: string;
  }
  /** In a browser; nobody has used it yet, so no gateway knows it. */
  async function open({ handle, password }: Person): Promise<Opened> {
    const body = { identifier: handle, password };
    const answer = await latchkey.ask('POST', '/v1/sessions', { body, headers: { 'user-agent': firefox } });
    expect(answer.status).toBe(201);
    return {
      id: answer.body.session.id,
      cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    };
  }
  const use = async ({ cookie }: Opened, gateway = 1): Promise<number> =>
    (await latchkey.ask('GET', '/v1/users/me', { cookie, gateway })).status;
  const onBoth = (session: Opened) => Promise.all([use(session, 1), use(session, 2)]);

  /** As if so much time had gone by for it. */
  async function age({ id }: Pick<Opened, 'id'>, by: string): Promise<void> {
    const { rowCount } = await tokens.query(
      `UPDATE credential SET created_at = created_at - $2::interval, authenticated_at = authenticated_at - $2::interval,
              last_used_at = last_used_at - $2::interval, expires_at = expires_at - $2::interval,
              dies_at = dies_at - $2::interval
        WHERE id = $1`,
      [id, by],
    );
    expect(rowCount).toBe(1);
  }

  describe('what is written', () => {
    const text = readFileSync(page, 'utf8');

    it.each(Object.entries(presets))(
      'ASVS 7.1.1 says how long a session of %s lasts',
      (name, { sessions }) => {
        const { browser, cli } = sessions;
        const lifetimes = [
          browser.idleSeconds,
          browser.absoluteSeconds,
          cli.idleSeconds,
          cli.absoluteSeconds,
        ];
        expect(text).toContain(`| ${[`\`${name}\``, ...lifetimes.map(inWords)].join(' | ')} |`);
      },
    );

    it('ASVS 7.1.1 says of no other preset, and why some sessions have no end for want of use', () => {
      const rows = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
      expect(rows.sort()).toEqual(Object.keys(presets).sort());
      expect(text).toContain('NIST SP 800-63B-4 (2.1.3)');
    });

    it('ASVS 7.1.2 says how many there may be at once: any number, and all are in the list', async () => {
      expect(text).toContain('Any number: a sign-in ends no other.');
      const ada = await signUp(latchkey);
      const opened = await Promise.all(Array.from({ length: 12 }, () => open(ada)));
      expect((await Promise.all(opened.map((session) => use(session)))).every((s) => s === 200)).toBe(true);
      const { body } = await latchkey.ask('GET', '/v1/users/me/sessions?limit=100', { token: ada.token });
      expect(body.items.map(({ id }: Opened) => id)).toEqual(
        expect.arrayContaining(opened.map(({ id }) => id)),
      );
    });
  });

  describe('a token', () => {
    it('ASVS 7.2.2 is another one at each sign-in, and no key opens the console', async () => {
      const ada = await signUp(latchkey);
      const opened = [await open(ada), await open(ada), await open(ada)];
      expect(new Set(opened.map(({ cookie }) => cookie)).size).toBe(3);
      expect(new Set(opened.map(({ id }) => id)).size).toBe(3);

      const made = await latchkey.ask('POST', '/v1/users/me/api-keys', {
        token: ada.token,
        body: { rights },
      });
      const asKey = await latchkey.ask('GET', '/v1/users/me', { token: made.body.token });
      const asCookie = await latchkey.ask('GET', '/v1/users/me', {
        cookie: `latchkey_session=${made.body.token}`,
      });
      expect([asKey.status, asCookie.status]).toEqual([200, 401]);
    });

    it('ASVS 7.2.3 has 256 random bits: ten thousand differ, and each letter is as frequent as any', () => {
      const length = 43;
      const secrets = Array.from({ length: 10_000 }, () => randomBase62(length));
      expect(new Set(secrets).size).toBe(secrets.length);
      expect(secrets.every((secret) => /^[0-9A-Za-z]{43}$/.test(secret))).toBe(true);
      expect(length * Math.log2(62)).toBeGreaterThan(256);
      const counts = new Map<string, number>();
      for (const letter of secrets.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
      expect(counts.size).toBe(62);
      // Chi-squared with 61 degrees of freedom: above 150 once in 10^9 tries. A byte modulo 62 would give some 8,000.
      const expected = (secrets.length * length) / 62;
      const chi = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
      expect(chi).toBeLessThan(150);
    });

    it('ASVS 7.2.3 is kept as a hash of its secret, and refers to everything else', async () => {
      const ada = await signUp(latchkey);
      const { id, secret } = parseToken(ada.token) ?? { id: '', secret: '' };
      expect([id.length, secret.length]).toEqual([20, 43]);
      const { rows } = await tokens.query('SELECT secret_hash FROM credential WHERE id = $1', [`ses_${id}`]);
      expect(rows).toEqual([{ secret_hash: createHash('sha256').update(secret).digest() }]);
      expect(ada.token).not.toContain(ada.handle);
    });
  });

  describe('time', () => {
    it('R22 ASVS 7.3.1 ends one that nobody used for seven days, whatever cookie is sent', async () => {
      const ada = await signUp(latchkey);
      const [young, old] = [await open(ada), await open(ada)];
      await age(young, '6 days 23 hours');
      await age(old, '7 days 1 second');
      expect(await onBoth(young)).toEqual([200, 200]);
      expect(await onBoth(old)).toEqual([401, 401]);
      const bare = old.cookie.replace('latchkey_session=', '');
      expect((await latchkey.ask('GET', '/v1/users/me', { token: bare })).status).toBe(401);
      const { body } = await latchkey.ask('GET', '/v1/users/me/sessions', { token: ada.token });
      expect(body.items.map(({ id }: Opened) => id)).not.toContain(old.id);
    });

    it('ASVS 7.3.1 begins anew with each use', async () => {
      const ada = await signUp(latchkey);
      const session = await open(ada);
      await age(session, '6 days 23 hours');
      expect(await use(session, 1)).toBe(200);
      const leftMs = async () => {
        const { rows } = await tokens.query(
          'SELECT extract(epoch FROM dies_at - clock_timestamp())::float8 * 1000 AS ms FROM credential WHERE id = $1',
          [session.id],
        );
        return rows[0].ms as number;
      };
      await eventually(async () => expect(await leftMs()).toBeGreaterThan(6.9 * 86_400_000));
      await age(session, '6 days');
      expect(await use(session, 2)).toBe(200);
    });

    it('R22 ASVS 7.3.2 ends one after thirty days, however much it was used', async () => {
      const ada = await signUp(latchkey);
      const [young, old] = [await open(ada), await open(ada)];
      // Used a minute before the end: what is left is what the end leaves.
      for (const session of [young, old]) {
        await age(session, '29 days 23 hours 59 minutes');
        await tokens.query(
          'UPDATE credential SET last_used_at = clock_timestamp(), dies_at = expires_at WHERE id = $1',
          [session.id],
        );
      }
      expect(await use(young, 1)).toBe(200);
      expect(await use(old, 1)).toBe(200);
      await eventually(async () => {
        const { rows } = await tokens.query(
          "SELECT last_used_at > created_at + interval '29 days 23 hours 59 minutes' AS used, dies_at = expires_at AS bound FROM credential WHERE id = $1",
          [old.id],
        );
        expect(rows).toEqual([{ used: true, bound: true }]);
      });
      await age(old, '2 minutes');
      expect([await use(young, 2), await use(old, 2)]).toEqual([200, 401]);
    });
  });

  describe('the end of one', () => {
    it('R19 ASVS 7.4.1 is an end on every gateway: its cookie is taken back, and a copy of it is dead', async () => {
      const ada = await signUp(latchkey);
      const session = await open(ada);
      expect(await onBoth(session)).toEqual([200, 200]);
      const out = await latchkey.ask('DELETE', '/v1/users/me/sessions/current', { cookie: session.cookie });
      expect(out.status).toBe(204);
      expect(out.headers.get('set-cookie')).toMatch(/^latchkey_session=; .*Max-Age=0/);
      expect(await onBoth(session)).toEqual([401, 401]);
      // The other way out answers like any request without a sign-in.
      const again = await latchkey.ask('DELETE', '/v1/users/me/sessions/current', { cookie: session.cookie });
      expect(again.status).toBe(401);
    });
  });

  describe('what is sensitive', () => {
    const withNothing: [string, string, (id: string) => string, object][] = [
      ['makes no key', 'POST', () => '/api-keys', { rights }],
      ['rotates no key', 'POST', (id) => `/api-keys/${id}/rotate`, {}],
      ['resets nothing', 'POST', () => '/reset-authentication', {}],
    ];
    it.each(withNothing)(
      'ASVS 7.5.3 a sign-in of eleven minutes ago %s before the password is proved',
      async (_, method, path, body) => {
        const ada = await signUp(latchkey);
        const key = await latchkey.ask('POST', '/v1/users/me/api-keys', {
          token: ada.token,
          body: { rights },
        });
        const session = await open(ada);
        await age(session, '11 minutes');
        const act = (more: object): Promise<Answer> =>
          latchkey.ask(method, `/v1/users/me${path(key.body.apiKey.id)}`, {
            cookie: session.cookie,
            body: { ...body, ...more },
          });

        const refused = await act({});
        expect(refused).toMatchObject({ status: 401, body: { code: 'step_up_required' } });
        expect(refused.headers.get('www-authenticate')).toContain('max_age=600');
        expect(await act({ currentPassword: 'not it at all' })).toMatchObject({ status: 403 });
        expect(await use(session, 2)).toBe(200);
        expect((await act({ currentPassword: ada.password })).status).toBeLessThan(300);
      },
    );

    it('ASVS 7.5.3 no key counts as a proof of the password', async () => {
      const ada = await signUp(latchkey);
      const body = { rights: ['RIGHT_USER_ALL'] };
      const key = await latchkey.ask('POST', '/v1/users/me/api-keys', { token: ada.token, body });
      const reset = (more: object) =>
        latchkey.ask('POST', '/v1/users/me/reset-authentication', { token: key.body.token, body: more });
      for (const more of [{}, { currentPassword: ada.password }]) {
        expect(await reset(more)).toMatchObject({ status: 401, body: { code: 'step_up_required' } });
      }
      expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(200);
    });
  });
});
