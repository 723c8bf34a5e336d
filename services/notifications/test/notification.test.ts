import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { passwordChanged } from '@latchkey/contracts/identity/password';
import { type UserSnapshot, userCreated } from '@latchkey/contracts/identity/user';
import {
  listNotifications,
  listNotificationsAfter,
  markAllSeen,
  type NotificationStatus,
  updateNotification,
} from '@latchkey/contracts/notifications/notification';
import { apiKeyCreated } from '@latchkey/contracts/tokens/api-key';
import { sessionCreated } from '@latchkey/contracts/tokens/session';
import type { RpcClient } from '@latchkey/messaging/rpc-client';
import { eventually } from '@latchkey/testing/eventually';
import { actorOf, anyId, callerOf, snapshot } from '@latchkey/testing/facts';
import { ServiceWorld } from '@latchkey/testing/service-world';

let world: ServiceWorld;
let rpc: RpcClient;

beforeAll(async () => {
  world = await ServiceWorld.start('notifications', { mail: true });
  rpc = await world.rpc();
  await Promise.all([world.run(), world.run()]);
}, 240_000);
afterAll(() => world.stop(), 30_000);

async function somebody(): Promise<UserSnapshot> {
  const user = snapshot();
  await world.publish({ contract: userCreated, payload: { ...user, actor: actorOf(user) } });
  return user;
}

const changePassword = (user: UserSnapshot, times = 1) =>
  world.publish({
    contract: passwordChanged,
    payload: {
      userId: user.userId,
      passwordVersion: 2,
      revokeAll: false,
      keepSessionId: null,
      actor: actorOf(user),
    },
    times,
  });

const signIn = (user: UserSnapshot, newDevice: boolean) =>
  world.publish({
    contract: sessionCreated,
    payload: {
      ...{ userId: user.userId, sessionId: anyId('ses'), kind: 'browser' as const, newDevice },
      ...{ device: { browser: 'Firefox', os: 'Linux' }, actor: actorOf(user) },
    },
  });

const inbox = (user: UserSnapshot, status?: NotificationStatus, caller = user) =>
  rpc.call(listNotifications, {
    ...{ caller: callerOf(caller), userId: user.userId, page: { limit: 100 } },
    ...(status === undefined ? {} : { status }),
  });

const holding = (user: UserSnapshot, count: number) =>
  eventually(async () => {
    const page = await inbox(user);
    expect(page.items).toHaveLength(count);
    return page;
  });

describe('the inbox', () => {
  it('has one notification of an event, however often and to whichever replica it is delivered', async () => {
    const ada = await somebody();
    await changePassword(ada, 5);
    await signIn(ada, true);
    const { items } = await holding(ada, 2);
    expect(items.map(({ type }) => type).sort()).toEqual(['new_sign_in', 'password_changed']);
    expect(items.find(({ type }) => type === 'password_changed')).toMatchObject({
      title: 'Your password was changed',
      body: 'The password of your account was changed. Other sessions were left signed in.',
      data: { revokeAll: false, ipAddress: '203.0.113.7', device: 'Firefox on Linux' },
      status: 'unseen',
    });
  });

  it('says nothing of a sign-in from a device that was used before', async () => {
    const ada = await somebody();
    await signIn(ada, false);
    await changePassword(ada);
    await holding(ada, 1);
    await eventually(async () => {
      const done = await world.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM inbox WHERE handler = 'notifications_TellOwnerWhenSessionCreated'`,
      );
      expect(done[0]?.count).toBeGreaterThanOrEqual(2);
    });
    expect((await holding(ada, 1)).items[0]?.type).toBe('password_changed');
  });

  it('shows names that users chose as they are, and no secret', async () => {
    const ada = await somebody();
    const payload = {
      ...{ userId: ada.userId, apiKeyId: anyId('key'), name: '<b>deploy</b>', last4: 'k3fA' },
      ...{ rights: ['RIGHT_USER_INFO'], expiresAt: '2026-12-24T00:00:00.000Z', actor: actorOf(ada) },
    };
    await world.publish({ contract: apiKeyCreated, payload });
    expect((await holding(ada, 1)).items[0]).toMatchObject({
      title: 'API key created',
      body: 'The API key “<b>deploy</b>” (…k3fA) was created in your account. It expires on 24 December 2026 at 00:00 UTC.',
      data: { apiKeyId: payload.apiKeyId },
    });
    const [mail] = await eventually(async () => {
      const mails = (await world.mails()).filter(({ to }) => to[0]?.address === ada.email);
      expect(mails).toHaveLength(1);
      return mails;
    });
    expect(mail?.html).toContain('&lt;b&gt;deploy&lt;/b&gt;');
    expect(mail?.html).not.toContain('<b>');
  });

  it('is seen, archived and counted', async () => {
    const ada = await somebody();
    for (let i = 0; i < 3; i++) await changePassword(ada);
    const { items, unseenCount } = await holding(ada, 3);
    expect(unseenCount).toBe(3);
    const about = { caller: callerOf(ada), userId: ada.userId };
    const notificationId = items[0]?.id as string;
    expect(await rpc.call(updateNotification, { ...about, notificationId, status: 'archived' })).toEqual({
      ...items[0],
      status: 'archived',
    });
    expect(await rpc.call(markAllSeen, about)).toEqual({ marked: 2 });
    expect(await rpc.call(markAllSeen, about)).toEqual({ marked: 0 });
    expect((await inbox(ada, 'archived')).items.map(({ id }) => id)).toEqual([notificationId]);
    expect(await inbox(ada, 'seen')).toMatchObject({ items: [{}, {}], unseenCount: 0 });
  });

  it('pages newest first, and new ones do not disturb a page that follows', async () => {
    const ada = await somebody();
    for (let i = 0; i < 5; i++) await changePassword(ada);
    const { items } = await holding(ada, 5);
    const about = { caller: callerOf(ada), userId: ada.userId };
    const first = await rpc.call(listNotifications, { ...about, page: { limit: 2 } });
    await changePassword(ada);
    await holding(ada, 6);
    const cursor = first.nextCursor as string;
    const second = await rpc.call(listNotifications, { ...about, page: { limit: 10, cursor } });
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.nextCursor).toBeNull();
  });

  it('tells what came after one: whoever follows while many come at once misses none', async () => {
    const ada = await somebody();
    const about = { caller: callerOf(ada), userId: ada.userId, limit: 7 };
    const followed: string[] = [];
    const follow = async () => {
      const { items } = await rpc.call(listNotificationsAfter, { ...about, after: followed.at(-1) ?? null });
      followed.push(...items.map(({ id }) => id));
    };
    const coming = Promise.all(Array.from({ length: 40 }, () => changePassword(ada)));
    await eventually(async () => {
      await follow();
      expect((await inbox(ada)).items).toHaveLength(40);
    });
    await coming;
    while (followed.length < 40) {
      const before = followed.length;
      await follow();
      if (followed.length === before) break;
    }
    expect(followed).toEqual((await inbox(ada)).items.map(({ id }) => id).reverse());

    const eve = await somebody();
    const others = { caller: callerOf(eve), userId: eve.userId, limit: 7, after: followed[0] as string };
    await expect(rpc.call(listNotificationsAfter, others)).rejects.toMatchObject({ code: 'not_found' });
    const stolen = { ...others, userId: ada.userId };
    await expect(rpc.call(listNotificationsAfter, stolen)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is its owner’s and administrators’ alone', async () => {
    const [ada, eve] = [await somebody(), await somebody()];
    await changePassword(ada);
    const { items } = await holding(ada, 1);
    expect((await inbox(ada, undefined, snapshot({ admin: true }))).items).toEqual(items);
    await expect(inbox(ada, undefined, eve)).rejects.toMatchObject({ code: 'not_found' });
    const stolen = {
      caller: callerOf(eve),
      notificationId: items[0]?.id as string,
      status: 'archived' as const,
    };
    for (const { userId } of [ada, eve]) {
      await expect(rpc.call(updateNotification, { ...stolen, userId })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});
