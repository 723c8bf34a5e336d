import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, signIn, signUp } from '@latchkey/testing/people';

const newPassword = 'Another-Lantern-2049-tide';

/** What the change left behind, counted wherever it leaves something. */
interface Traces {
  changed: boolean;
  mails: number;
  notifications: number;
  auditEntries: number;
}

describe('killed with -9 in the middle of the main job', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.start();
  }, 120_000);
  afterAll(() => latchkey.stop());

  const change = (ada: Person & { token: string }) =>
    latchkey
      .ask('PUT', '/v1/users/me/password', {
        token: ada.token,
        body: { currentPassword: ada.password, newPassword, revokeAll: true },
      })
      .catch((error: unknown) => ({ status: 0, body: String(error) }));

  /** Signs in with whichever password holds now, waiting until the parts are back. */
  const comeBack = (ada: Person) =>
    eventually(async () => {
      for (const password of [newPassword, ada.password]) {
        const token = await signIn(latchkey, { ...ada, password }).catch((error: Error) => {
          if (!error.message.includes('401')) throw error;
          return undefined;
        });
        if (token) return { token, changed: password === newPassword };
      }
      throw new Error('neither password signs in');
    }, 40_000);

  async function traces(ada: Person & { id: string }): Promise<Traces> {
    const { token, changed } = await comeBack(ada);
    const inbox = await latchkey.ask('GET', '/v1/users/me/notifications?limit=100', { token });
    const log = await latchkey.ask('GET', '/v1/users/me/audit-log?action=password.change&limit=100', {
      token,
    });
    expect([inbox.status, log.status]).toEqual([200, 200]);
    return {
      changed,
      mails: (await latchkey.mails(ada.email)).filter((mail) => /password/i.test(mail.subject)).length,
      notifications: (inbox.body.items as { type: string }[]).filter((n) => n.type === 'password_changed')
        .length,
      auditEntries: (log.body.items as { outcome: string }[]).filter((e) => e.outcome === 'success').length,
    };
  }

  /** Once everywhere, or nowhere; and an error to the client if it did not happen. */
  async function expectOnceOrNot(ada: Person & { id: string; token: string }, status: number) {
    await eventually(async () => {
      const { changed, ...counts } = await traces(ada);
      const n = changed ? 1 : 0;
      expect(counts).toEqual({ mails: n, notifications: n, auditEntries: n });
      if (status === 200) expect(changed).toBe(true);
    }, 240_000);
    // The old session: dead if the change happened, whatever the client was told.
    const { changed } = await comeBack(ada);
    if (changed) {
      await eventually(async () => {
        expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(401);
      });
    }
  }

  // identity holds the outbox and its relay; the delays catch it before, in and after its transaction.
  it.each([
    ['identity', 0],
    ['identity', 25],
    ['identity', 60],
    ['tokens', 0],
    ['tokens', 60],
    ['notifications', 0],
    ['notifications', 80],
    ['nats', 0],
    ['nats', 60],
    ['redis', 0],
    ['redis', 80],
    ['audit', 60],
  ])(
    '%s, %d ms after the request: the change happened once, or not at all with an error',
    async (name, afterMs) => {
      const ada = await signUp(latchkey);
      await eventually(() => expect(latchkey.pid(name)).toBeGreaterThan(0));
      const answer = change(ada);
      // The fault itself is what is timed here, not the product.
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      latchkey.signal(name, 'SIGKILL');
      const { status } = await answer;
      expect([200, 401, 429, 503, 0]).toContain(status);
      await expectOnceOrNot(ada, status);
    },
    120_000,
  );

  it('JetStream’s store wiped: nothing is lost, nothing happens twice', async () => {
    const ada = await signUp(latchkey);
    latchkey.signal('notifications', 'SIGSTOP');
    latchkey.signal('audit', 'SIGSTOP');
    const { status } = await change(ada);
    expect(status).toBe(200);
    // Nobody but tokens has read the event; now the broker loses it.
    const nats = latchkey.pid('nats');
    rmSync(join(latchkey.dataDir, 'nats', 'jetstream'), { recursive: true });
    process.kill(nats, 'SIGKILL');
    await eventually(() => expect(latchkey.pid('nats')).not.toBe(nats), 30_000);
    latchkey.signal('notifications', 'SIGCONT');
    latchkey.signal('audit', 'SIGCONT');
    await expectOnceOrNot(ada, status);
  }, 120_000);

  it('the supervisor itself: started again, it ends what was left and goes on with the same data', async () => {
    const ada = await signUp(latchkey);
    const before = latchkey.pid('tokens');
    await latchkey.end('SIGKILL');
    latchkey = await latchkey.restart();
    expect(latchkey.pid('tokens')).not.toBe(before);
    expect(() => process.kill(before, 0)).toThrow();
    expect((await latchkey.ask('GET', '/v1/users/me', { token: ada.token })).status).toBe(200);
  }, 120_000);
});
