import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuditEntry,
  listAuditEntries,
  requestAnswered,
  verifyAuditLog,
} from '@latchkey/contracts/audit/entry';
import { passwordChanged, signInRefused } from '@latchkey/contracts/identity/password';
import { type UserSnapshot, userCreated } from '@latchkey/contracts/identity/user';
import type { InputOf } from '@latchkey/contracts/rpc';
import { credentialsRevoked } from '@latchkey/contracts/tokens/revocation';
import { sessionCreated } from '@latchkey/contracts/tokens/session';
import type { RpcClient } from '@latchkey/messaging/rpc-client';
import { eventually } from '@latchkey/testing/eventually';
import { actorOf, anyId, callerOf, firefox, snapshot } from '@latchkey/testing/facts';
import { ServiceWorld } from '@latchkey/testing/service-world';

let world: ServiceWorld;
let rpc: RpcClient;

beforeAll(async () => {
  world = await ServiceWorld.start('audit');
  rpc = await world.rpc();
  // Two, since the chain of a log must hold whichever replica takes an event.
  await Promise.all([world.run(), world.run()]);
}, 240_000);
afterAll(() => world.stop(), 30_000);

const passwordChange = (user: UserSnapshot) => ({
  contract: passwordChanged,
  payload: {
    userId: user.userId,
    passwordVersion: 2,
    revokeAll: true,
    keepSessionId: null,
    actor: actorOf(user),
  },
});

const sessionStart = (user: UserSnapshot) => ({
  contract: sessionCreated,
  payload: {
    userId: user.userId,
    sessionId: anyId('ses'),
    kind: 'browser' as const,
    device: { browser: 'Firefox', os: 'Linux' },
    newDevice: true,
    actor: actorOf(user),
  },
});

type Query = Partial<Omit<InputOf<typeof listAuditEntries>, 'userId'>>;

const list = (user: UserSnapshot, query: Query = {}) =>
  rpc.call(listAuditEntries, { caller: callerOf(user), userId: user.userId, page: { limit: 100 }, ...query });

/** The log once it holds that many entries. */
const logOf = (user: UserSnapshot, entries: number): Promise<AuditEntry[]> =>
  eventually(async () => {
    const { items } = await list(user);
    expect(items).toHaveLength(entries);
    return items;
  });

describe('an audit log', () => {
  it('tells who did what, from where, with what outcome', async () => {
    const ada = snapshot();
    await world.publish(passwordChange(ada));
    const [entry] = await logOf(ada, 1);
    expect(entry).toMatchObject({
      action: 'password.change',
      outcome: 'success',
      actor: { id: ada.userId, handle: ada.handle, credentialKind: 'session' },
      ipAddress: '203.0.113.7',
      userAgent: firefox,
      target: { type: 'user', id: ada.userId },
      data: { revokeAll: true, keptSession: false },
      previousHash: null,
    });
  });

  it('has one entry of an event, however often it is delivered', async () => {
    const ada = snapshot();
    const later = snapshot();
    await world.publish({ ...passwordChange(ada), times: 5 });
    await world.publish(passwordChange(later));
    await logOf(later, 1);
    await eventually(async () => {
      const [waiting] = await world.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM inbox WHERE event_id IN (SELECT event_id FROM audit_entry WHERE user_id = '${ada.userId}')`,
      );
      expect(waiting?.count).toBe(1);
    });
    expect(await logOf(ada, 1)).toHaveLength(1);
  });

  it('tells of a password change once, though a revocation follows from it', async () => {
    const ada = snapshot();
    const revoked = { sessions: 2, cliTokens: 0, apiKeys: 1 };
    const about = { userId: ada.userId, revocationId: anyId('rev'), revoked, actor: actorOf(ada) };
    await world.publish(passwordChange(ada));
    await world.publish({ contract: credentialsRevoked, payload: { ...about, reason: 'password_changed' } });
    await world.publish({
      contract: credentialsRevoked,
      payload: { ...about, reason: 'authentication_reset' },
    });
    const actions = (await logOf(ada, 2)).map(({ action }) => action);
    expect(actions.sort()).toEqual(['authentication.reset', 'password.change']);
  });

  it('tells of refused sign-ins and of what the gateway refused', async () => {
    const ada = snapshot();
    const nobody = { ...actorOf(ada), userId: null, handle: null, credentialId: null, credentialKind: null };
    await world.publish({
      contract: signInRefused,
      payload: { userId: ada.userId, reason: 'invalid_credentials', actor: nobody },
    });
    await world.publish({
      contract: requestAnswered,
      payload: {
        ...{
          userId: ada.userId,
          action: 'api_key.list',
          outcome: 'denied',
          status: 403,
          code: 'insufficient_rights',
        },
        ...{ target: { type: 'user', id: ada.userId }, actor: actorOf(ada) },
      },
    });
    const entries = await logOf(ada, 2);
    expect(entries.map(({ action, outcome, data }) => ({ action, outcome, data }))).toEqual(
      expect.arrayContaining([
        { action: 'session.create', outcome: 'denied', data: { reason: 'invalid_credentials' } },
        { action: 'api_key.list', outcome: 'denied', data: { status: 403, code: 'insufficient_rights' } },
      ]),
    );
  });
});

describe('the chain', () => {
  it('has no gap and no fork when two replicas write one log', async () => {
    const ada = snapshot();
    await Promise.all(
      Array.from({ length: 30 }, () => [
        world.publish(passwordChange(ada)),
        world.publish(sessionStart(ada)),
      ]).flat(),
    );
    await logOf(ada, 60);
    const verdict = await rpc.call(verifyAuditLog, { caller: callerOf(ada), userId: ada.userId });
    expect(verdict).toMatchObject({ valid: true, entries: 60, firstMisfit: null });
  });

  it('shows the first entry that somebody with the database’s keys changed, removed or slipped in', async () => {
    const ada = snapshot();
    for (let i = 0; i < 4; i++) await world.publish(passwordChange(ada));
    await logOf(ada, 4);
    const spoil = (statement: string) =>
      world.sql(
        `SET session_replication_role = replica; ${statement} AND user_id = '${ada.userId}'`,
        'superuser',
      );
    const verdict = () => rpc.call(verifyAuditLog, { caller: callerOf(ada), userId: ada.userId });

    await spoil(`UPDATE audit_entry SET ip_address = '192.0.2.1' WHERE sequence = 3`);
    expect(await verdict()).toMatchObject({
      valid: false,
      entries: 2,
      firstMisfit: { ipAddress: '192.0.2.1' },
    });
    await spoil(`UPDATE audit_entry SET ip_address = '203.0.113.7' WHERE sequence = 3`);
    expect(await verdict()).toMatchObject({ valid: true, entries: 4 });
    await spoil('DELETE FROM audit_entry WHERE sequence = 2');
    expect(await verdict()).toMatchObject({ valid: false, entries: 1 });
    // Renumbered, so that no gap gives it away.
    await spoil('UPDATE audit_entry SET sequence = 2 WHERE sequence = 3');
    await spoil('UPDATE audit_entry SET sequence = 3 WHERE sequence = 4');
    expect(await verdict()).toMatchObject({ valid: false, entries: 1 });
  });

  it.each([
    ['UPDATE', `UPDATE audit_entry SET outcome = 'failed'`],
    ['DELETE', 'DELETE FROM audit_entry'],
    ['TRUNCATE', 'TRUNCATE audit_entry'],
  ])('is append only: the service’s own role is refused %s', async (what, statement) => {
    await world.publish(passwordChange(snapshot()));
    await eventually(async () =>
      expect(await world.sql('SELECT 1 FROM audit_entry LIMIT 1')).toHaveLength(1),
    );
    await expect(world.sql(statement)).rejects.toThrow(`append only: ${what} refused`);
  });
});

describe('listing', () => {
  it('shows a log to its owner and to administrators, and to nobody else', async () => {
    const ada = snapshot();
    await world.publish({ contract: userCreated, payload: { ...ada, actor: actorOf(ada) } });
    await logOf(ada, 1);
    const as = (caller: UserSnapshot) => list(ada, { caller: callerOf(caller) });
    expect((await as(snapshot({ admin: true }))).items).toHaveLength(1);
    await expect(as(snapshot())).rejects.toMatchObject({ kind: 'not_found', code: 'not_found' });
  });

  it('pages newest first, and new entries do not disturb a page that follows', async () => {
    const ada = snapshot();
    for (let i = 0; i < 5; i++) await world.publish(sessionStart(ada));
    const all = await logOf(ada, 5);
    expect(all.map(({ time }) => time)).toEqual(
      all
        .map(({ time }) => time)
        .sort()
        .reverse(),
    );
    const first = await list(ada, { page: { limit: 2 } });
    await world.publish(sessionStart(ada));
    await logOf(ada, 6);
    const second = await list(ada, { page: { limit: 10, cursor: first.nextCursor as string } });
    expect([...first.items, ...second.items]).toEqual(all);
    expect(second.nextCursor).toBeNull();
  });

  it('filters by action and time', async () => {
    const ada = snapshot();
    await world.publish(sessionStart(ada));
    await logOf(ada, 1);
    await world.publish(passwordChange(ada));
    const [newest, oldest] = await logOf(ada, 2);
    expect((await list(ada, { action: 'session.create' })).items).toEqual([oldest]);
    expect((await list(ada, { since: newest?.time as string })).items).toEqual([newest]);
    expect((await list(ada, { until: newest?.time as string })).items).toEqual([oldest]);
  });

  it('refuses a cursor that is not its own', async () => {
    const cursor = Buffer.from('["yesterday","1; DROP TABLE audit_entry"]').toString('base64url');
    await expect(list(snapshot(), { page: { limit: 1, cursor } })).rejects.toMatchObject({
      code: 'validation_failed',
    });
  });
});
