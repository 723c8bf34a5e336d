import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { passwordChanged } from '@latchkey/contracts/identity/password';
import { type UserSnapshot, userCreated, userUpdated } from '@latchkey/contracts/identity/user';
import { eventually } from '@latchkey/testing/eventually';
import { actorOf, snapshot } from '@latchkey/testing/facts';
import type { Mail } from '@latchkey/testing/latchkey';
import type { ServiceProcess } from '@latchkey/testing/service-process';
import { ServiceWorld } from '@latchkey/testing/service-world';
import { Redis } from 'ioredis';

let world: ServiceWorld;
let service: ServiceProcess;

beforeAll(async () => {
  world = await ServiceWorld.start('notifications', { mail: true });
  service = await world.run();
}, 240_000);
afterAll(() => world.stop(), 30_000);

/** Somebody that the service knows. */
async function somebody(changes: Partial<UserSnapshot> = {}): Promise<UserSnapshot> {
  const user = snapshot(changes);
  await world.publish({ contract: userCreated, payload: { ...user, actor: actorOf(user) } });
  await eventually(async () =>
    expect(await world.sql(`SELECT 1 FROM recipient WHERE user_id = '${user.userId}'`)).toHaveLength(1),
  );
  return user;
}

const changePassword = (user: UserSnapshot, times = 1) =>
  world.publish({
    contract: passwordChanged,
    payload: {
      userId: user.userId,
      passwordVersion: 2,
      revokeAll: true,
      keepSessionId: null,
      actor: actorOf(user),
    },
    times,
  });

const mailsTo = async (...addresses: string[]): Promise<Mail[]> =>
  (await world.mails()).filter(({ to }) => to.some(({ address }) => addresses.includes(address)));

const deliveriesOf = (...users: UserSnapshot[]) =>
  world.sql<{ state: string; attempts: number }>(
    `SELECT state, attempts FROM delivery WHERE user_id IN (${users.map(({ userId }) => `'${userId}'`).join()})`,
  );

/** All of them have had their mail, and none has had it twice. */
async function expectOneMailEach(users: UserSnapshot[]): Promise<void> {
  await eventually(async () => {
    const states = (await deliveriesOf(...users)).map(({ state }) => state);
    expect(states).toEqual(users.map(() => 'sent'));
  }, 240_000);
  const addresses = (await mailsTo(...users.map(({ email }) => email))).map(({ to }) => to[0]?.address);
  expect(addresses.sort()).toEqual(users.map(({ email }) => email).sort());
}

describe('a mail', () => {
  it('tells what happened, when, from where, and what to do, as text and as HTML', async () => {
    const ada = await somebody();
    const eventId = await changePassword(ada);
    await expectOneMailEach([ada]);
    const [mail] = await mailsTo(ada.email);
    expect(mail?.subject).toBe('Your password was changed');
    for (const said of [
      `Hello ${ada.handle}`,
      'UTC',
      '203.0.113.7',
      'Firefox on Linux',
      'If this was not you',
    ]) {
      expect(mail?.text).toContain(said);
      expect(mail?.html).toContain(said);
    }
    expect(mail?.text).toContain('http://localhost:8080/settings/sessions');
    expect(mail).toMatchObject({
      headers: { 'message-id': `<${eventId}@localhost>`, 'auto-submitted': 'auto-generated' },
    });
  });

  it('is sent once for an event that is delivered often', async () => {
    const [ada, later] = [await somebody(), await somebody()];
    await changePassword(ada, 5);
    await changePassword(later);
    await expectOneMailEach([ada, later]);
  });

  it('that warns goes to both addresses of its owner', async () => {
    const other = `other-${snapshot().handle}@example.com`;
    const ada = await somebody({ notificationEmail: other });
    await changePassword(ada);
    await eventually(async () => expect(await mailsTo(ada.email, other)).toHaveLength(2));
  });

  it('waits for an owner of whom identity has not told yet', async () => {
    const ada = snapshot();
    await changePassword(ada);
    await eventually(() => expect(world.log()).toContain(`Identity has not told of ${ada.userId} yet`));
    await world.publish({ contract: userCreated, payload: { ...ada, actor: actorOf(ada) } });
    await expectOneMailEach([ada]);
  });

  it('goes to the newest address, whatever order identity’s events come in', async () => {
    const ada = await somebody();
    const update = { actor: actorOf(ada), changed: ['email'], lostAccess: false };
    const email = (version: number) => `v${version}-${ada.email}`;
    for (const version of [3, 2]) {
      const payload = { ...ada, ...update, version, email: email(version) };
      await world.publish({ contract: userUpdated, payload });
    }
    await eventually(async () => {
      const handled = await world.sql(
        `SELECT 1 FROM inbox WHERE handler = 'notifications_ApplyWhenUserUpdated'`,
      );
      expect(handled).toHaveLength(2);
    });
    await changePassword(ada);
    await eventually(async () => expect(await mailsTo(email(3))).toHaveLength(1));
    expect(await mailsTo(ada.email, email(2))).toEqual([]);
  });
});

describe('no mail is lost or doubled', () => {
  const people = (count: number) => Promise.all(Array.from({ length: count }, () => somebody()));

  it('when Redis forgets everything in the middle', async () => {
    const users = await people(20);
    const redis = new Redis(world.redis);
    for (const user of users) {
      await changePassword(user);
      await redis.flushall();
    }
    await redis.quit();
    await expectOneMailEach(users);
  }, 240_000);

  it('when Redis is killed, and stays away for a while', async () => {
    const users = await people(10);
    await changePassword(users[0] as UserSnapshot);
    await world.killRedis();
    for (const user of users.slice(1)) await changePassword(user);
    await eventually(async () => expect(await deliveriesOf(...users)).toHaveLength(10));
    await world.startRedis();
    await expectOneMailEach(users);
  }, 240_000);

  it('when the service is killed while the mail server keeps it waiting', async () => {
    const users = await people(6);
    world.freezeMailbox(true);
    for (const user of users) await changePassword(user);
    await eventually(async () => {
      expect((await deliveriesOf(...users)).map(({ state }) => state)).toContain('sending');
    });
    await service.kill();
    world.freezeMailbox(false);
    service = await world.run();
    await expectOneMailEach(users);
  }, 240_000);

  it('when the service is killed again and again', async () => {
    const users = await people(30);
    for (const [index, user] of users.entries()) {
      await changePassword(user);
      if (index % 10 !== 9) continue;
      await service.kill();
      service = await world.run();
    }
    await eventually(async () => {
      const states = (await deliveriesOf(...users)).map(({ state }) => state);
      expect(states).toEqual(users.map(() => 'sent'));
    }, 240_000);
    // A process that dies between the mail server's yes and its own note sends once more, under the same Message-ID.
    const mails = (await mailsTo(...users.map(({ email }) => email))) as (Mail & {
      headers: Record<string, string>;
    })[];
    expect(new Set(mails.map(({ headers }) => headers['message-id'])).size).toBe(users.length);
    const attempts = (await deliveriesOf(...users)).reduce((sum, delivery) => sum + delivery.attempts, 0);
    expect(mails.length).toBeLessThanOrEqual(attempts);
  }, 120_000);

  it('when the mail server refuses at first', async () => {
    const env = { SMTP_URL: 'smtp://127.0.0.1:1' };
    await service.stop();
    service = await world.run({ ...env, LATCHKEY_MAIL_RETRY_SECONDS: '0.2' });
    const users = await people(3);
    for (const user of users) await changePassword(user);
    await eventually(async () => {
      for (const { attempts } of await deliveriesOf(...users)) expect(attempts).toBeGreaterThan(1);
    });
    expect(await mailsTo(...users.map(({ email }) => email))).toEqual([]);
    await service.stop();
    service = await world.run();
    await expectOneMailEach(users);
  }, 240_000);
});

describe('at the start', () => {
  it('refuses a Redis that may drop jobs', async () => {
    const redis = new Redis(world.redis);
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    try {
      await expect(world.run()).rejects.toThrow(
        'Cannot start: Redis runs with maxmemory-policy = allkeys-lru, which loses jobs: set it to noeviction.',
      );
    } finally {
      await redis.config('SET', 'maxmemory-policy', 'noeviction');
      await redis.quit();
    }
  });
});
