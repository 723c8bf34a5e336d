import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp } from '@latchkey/testing/people';
import pg from 'pg';

type User = Person & { readonly id: string; readonly token: string };

describe('a deletion, interrupted', () => {
  let latchkey: Latchkey;
  let identity: pg.Client;
  let admin: string;
  beforeAll(async () => {
    latchkey = await Latchkey.start();
    identity = new pg.Client({ connectionString: readConnections(latchkey.dataDir).databases.identity });
    await identity.connect();
    admin = await signIn(latchkey, { handle: 'admin', password: latchkey.adminPassword });
  }, 120_000);
  afterAll(async () => {
    await identity?.end();
    await latchkey?.stop();
  });

  const remove = ({ handle, token }: User) =>
    latchkey.ask('DELETE', '/v1/users/me', { token, body: { confirm: handle } });
  const purge = ({ id }: User) => latchkey.ask('POST', `/v1/users/${id}/purge`, { token: admin });
  const state = async ({ id }: User) =>
    (await latchkey.ask('GET', `/v1/users/${id}`, { token: admin })).body.state as string | undefined;
  const steps = async ({ id }: User) => {
    const { rows } = await identity.query(
      `SELECT tokens_at IS NOT NULL AS tokens, notifications_at IS NOT NULL AS notifications,
              audit_at IS NOT NULL AS audit, identity_at IS NOT NULL AS identity FROM erasure WHERE user_id = $1`,
      [id],
    );
    return rows[0];
  };
  const all = { tokens: true, notifications: true, audit: true, identity: true };
  const completed = (user: User) =>
    eventually(async () => {
      const answer = await purge(user);
      expect(answer.status).toBe(200);
      return answer.body;
    });

  it.each(['identity', 'tokens'])(
    'by a kill -9 of %s is asked for wholly, or not at all',
    async (service) => {
      const ada = await signUp(latchkey);
      const asked = remove(ada);
      latchkey.signal(service, 'SIGKILL');
      const { status } = await asked;
      if (status === 202) {
        expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
      } else {
        expect(status).toBe(503);
      }
      // Repeated until it is answered, it is one and the same.
      await eventually(async () => {
        const { status: again } = await latchkey.ask('DELETE', `/v1/users/${ada.id}`, {
          token: admin,
          body: { confirm: ada.handle },
        });
        expect(again).toBe(202);
      });
      expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
      const { rows } = await identity.query(
        `SELECT 1 FROM outbox WHERE aggregate_id = $1 AND subject LIKE '%deletion.requested%'`,
        [ada.id],
      );
      expect(rows).toHaveLength(1);
      await completed(ada);
    },
    60_000,
  );

  it('between two services, by a kill -9 of identity, is finished by the one that comes after it', async () => {
    const ada = await signUp(latchkey);
    expect((await remove(ada)).status).toBe(202);
    latchkey.signal('audit', 'SIGSTOP');
    try {
      const pending = await purge(ada);
      expect([pending.status, pending.body.code]).toEqual([503, 'erasure_pending']);
      expect(await steps(ada)).toEqual({ ...all, audit: false, identity: false });
      // Nobody else gets the name before all is gone, and nobody calls it off any more.
      expect(await state(ada)).toBe('deleting');
      const restored = await latchkey.ask('POST', `/v1/users/${ada.id}/restore`, { token: admin });
      expect(restored.body.code).toBe('grace_over');
      latchkey.signal('identity', 'SIGKILL');
    } finally {
      latchkey.signal('audit', 'SIGCONT');
    }
    // Nobody asks: it completes by itself.
    await eventually(async () => expect(await steps(ada)).toEqual(all));
    const receipt = await completed(ada);
    expect(receipt.erased.tokens <= receipt.erased.audit).toBe(true);
  }, 60_000);

  it.each(['tokens', 'notifications', 'audit'])(
    'by a kill -9 of %s completes, and its last mail goes out',
    async (service) => {
      const ada = await signUp(latchkey);
      expect((await remove(ada)).status).toBe(202);
      const purged = purge(ada);
      latchkey.signal(service, 'SIGKILL');
      expect([200, 503]).toContain((await purged).status);
      await completed(ada);
      expect(await steps(ada)).toEqual(all);
      const subjects = (await latchkey.mails(ada.email)).map(({ subject }) => subject);
      expect(subjects).toContain('Your account was deleted');
    },
    60_000,
  );
});
