import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '@latchkey/contracts/caller';
import { entityTag } from '@latchkey/contracts/etag';
import {
  addressClaimed,
  getUser,
  listUsers,
  resolveUser,
  type UpdateUser,
  updateUser,
  userCreated,
  userUpdated,
} from '@latchkey/contracts/identity/user';
import type { InputOf } from '@latchkey/contracts/rpc';
import { somebody } from '@latchkey/testing/people';
import { Identity, type Member, outcome, outcomes, refusal } from './support/identity.js';

let identity: Identity;
let admin: Member;
beforeAll(async () => {
  identity = await Identity.start();
  await Promise.all([identity.run(), identity.run()]);
  admin = await identity.admin();
}, 240_000);
afterAll(() => identity.world.stop(), 30_000);

const get = (caller: Caller, user: string) => identity.rpc.call(getUser, { caller, user });
const update = (caller: Caller, user: string, patch: UpdateUser, ifMatch?: string) =>
  identity.rpc.call(updateUser, { caller, user, patch, ...(ifMatch === undefined ? {} : { ifMatch }) });
const list = (caller: Caller, query: Partial<InputOf<typeof listUsers>> = {}) =>
  identity.rpc.call(listUsers, { caller, page: { limit: 100 }, ...query });
const administrator = () => identity.member({ admin: true }, admin.caller);

describe('an account', () => {
  it('is shown whole to its owner and to administrators, by each of its names', async () => {
    const ada = await identity.member({ name: 'Ada' });
    for (const [caller, user] of [
      [ada.caller, 'me'],
      [ada.caller, ada.id],
      [admin.caller, ada.handle],
      [admin.caller, ada.handle.toUpperCase()],
    ] as const) {
      expect(await get(caller, user)).toEqual(ada.user);
    }
  });

  it('shows others its id, handle, name and picture', async () => {
    const [ada, bob] = [await identity.member({ name: 'Ada' }), await identity.member()];
    const { id, handle, name, avatar } = ada.user;
    expect(await get(bob.caller, ada.handle)).toEqual({ id, handle, name, avatar });
  });

  it('that nobody has is not found', async () => {
    for (const user of ['nobody-here', 'usr_00000000000000000000', 'usr_x', '', "'; --"]) {
      expect(await outcome(get(admin.caller, user))).toBe('not_found');
      expect(await outcome(identity.rpc.call(resolveUser, { user }))).toBe('not_found');
    }
    // Whose path it stands in is the caller's to say.
    expect(await outcome(identity.rpc.call(resolveUser, { user: 'me' }))).toBe('not_found');
  });

  it('is reported when it is made, by whom, without its password', async () => {
    const ada = await identity.member({}, admin.caller);
    const [event, ...more] = await identity.recorded(userCreated, ada.id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      ...{ userId: ada.id, version: 1, handle: ada.handle, email: ada.email, passwordVersion: 1 },
      actor: { userId: admin.id, handle: 'admin' },
    });
    expect(JSON.stringify(event)).not.toMatch(/argon2|Quiet-Harbour/);
  });

  it('is made once, however many want its handle at once, on whichever replica', async () => {
    const { handle } = somebody();
    const asked = Array.from({ length: 12 }, () => identity.create({ handle }));
    expect(await outcomes(asked)).toEqual({ ok: 1, handle_taken: 11 });
  });

  it('with an address of somebody else is made, and its holder told', async () => {
    const before = await identity.recorded(addressClaimed, admin.id);
    const ada = await identity.member({ email: admin.email });
    expect(ada.user.emailVerified).toBe(false);
    expect(await identity.recorded(addressClaimed, admin.id)).toHaveLength(before.length + 1);
    expect(await outcome(identity.create({ email: admin.email }, admin.caller))).toBe('email_taken');
  });
});

describe('a change of an account', () => {
  it('is made, reported and told with what follows from it', async () => {
    const ada = await identity.member();
    const { user, cause } = await update(ada.caller, 'me', {
      name: ' Ada ',
      notificationEmail: 'a@b.example',
    });
    expect(cause).toBeNull();
    expect(user).toMatchObject({ name: 'Ada', notificationEmail: 'a@b.example' });
    expect(await get(ada.caller, 'me')).toEqual(user);
    expect(await identity.recorded(userUpdated, ada.id)).toMatchObject([
      { version: 2, name: 'Ada', changed: ['name', 'notificationEmail'], lostAccess: false },
    ]);
    expect((await update(ada.caller, ada.id, { notificationEmail: null })).user.notificationEmail).toBeNull();
  });

  it('that changes nothing is none', async () => {
    const ada = await identity.member({ name: 'Ada' });
    for (const patch of [{}, { name: 'Ada' }, { notificationEmail: null }])
      expect(await update(ada.caller, 'me', patch)).toEqual({ user: ada.user, cause: null });
    expect(await identity.recorded(userUpdated, ada.id)).toEqual([]);
  });

  it('is made only over what was read, if that is asked (RFC 9110, 13.1.1)', async () => {
    const ada = await identity.member();
    const tag = entityTag(ada.user);
    const { user } = await update(ada.caller, 'me', { name: 'One' }, tag);
    for (const stale of [tag, '""', `W/${entityTag(user)}`])
      expect(await outcome(update(ada.caller, 'me', { name: 'Two' }, stale))).toBe('precondition_failed');
    expect((await get(ada.caller, 'me')).name).toBe('One');
    await update(ada.caller, 'me', { name: 'Three' }, `${tag}, ${entityTag(user)}`);
    await update(ada.caller, 'me', { name: 'Four' }, '*');
    expect((await get(ada.caller, 'me')).name).toBe('Four');
  });

  it('of two at once over the same reading is made once', async () => {
    const ada = await identity.member();
    const tag = entityTag(ada.user);
    const asked = Array.from({ length: 6 }, (_, i) => update(ada.caller, 'me', { name: `Ada ${i}` }, tag));
    expect(await outcomes(asked)).toEqual({ ok: 1, precondition_failed: 5 });
  });

  it('is not a stranger’s to make', async () => {
    const [ada, bob] = [await identity.member(), await identity.member()];
    expect(await outcome(update(bob.caller, ada.handle, { name: 'Eve' }))).toBe('not_found');
    expect(await outcome(update(bob.caller, 'nobody-here', { name: 'Eve' }))).toBe('not_found');
  });

  it.each([{ admin: true }, { admin: false }, { state: 'active' }, { email: 'eve@example.com' }] as const)(
    'is an administrator’s to make: %j',
    async (patch) => {
      const ada = await identity.member();
      const refused = await refusal(update(ada.caller, 'me', { name: 'Eve', ...patch }));
      expect(refused).toMatchObject({ kind: 'forbidden', code: 'admin_only' });
      expect(await get(ada.caller, 'me')).toEqual(ada.user);
    },
  );

  it('of the address by an administrator leaves it unproved; one that is proved is somebody’s', async () => {
    const [ada, { email }] = [await identity.member(), somebody()];
    expect((await update(admin.caller, ada.id, { email })).user).toMatchObject({
      email,
      emailVerified: false,
    });
    const taken = update(admin.caller, ada.id, { email: admin.email.toUpperCase() });
    expect(await outcome(taken)).toBe('email_taken');
    expect(await outcome(identity.signIn(email.toUpperCase(), ada.password))).toBe('ok');
    // Its letters are its owner's to write; it stays the address that was proved.
    const same = await update(admin.caller, admin.id, { email: admin.email.toUpperCase() });
    expect(same.user).toMatchObject({ email: admin.email.toUpperCase(), emailVerified: true });
    await update(admin.caller, admin.id, { email: admin.email });
  });
});

describe('access', () => {
  it('that is taken away names its event, to be awaited; what is given names none', async () => {
    const ada = await administrator();
    const steps: [UpdateUser, boolean][] = [
      [{ admin: false }, true],
      [{ admin: true }, false],
      [{ state: 'suspended' }, true],
      [{ state: 'suspended', name: 'Ada' }, false],
      [{ state: 'active' }, false],
    ];
    for (const [patch, lostAccess] of steps) {
      const { cause } = await update(admin.caller, ada.id, patch);
      const event = (await identity.recorded(userUpdated, ada.id)).at(-1);
      expect([patch, event?.lostAccess, cause]).toEqual([patch, lostAccess, lostAccess ? event?.id : null]);
    }
  });

  it.each([{ admin: false }, { state: 'suspended' }] as const)(
    'of the last administrator is not taken away: %j',
    async (patch) => {
      const suspended = await identity.member({ admin: true, state: 'suspended' }, admin.caller);
      const others = (await list(admin.caller)).items.filter((user) => user.admin && user.id !== admin.id);
      for (const { id } of others) await update(admin.caller, id, { admin: false });
      await update(admin.caller, suspended.id, { admin: true });
      expect(await outcome(update(admin.caller, 'me', patch))).toBe('last_admin');
      expect(await get(admin.caller, 'me')).toMatchObject({ admin: true, state: 'active' });
    },
  );

  it('of administrators who demote each other at once: one stays, nothing breaks', async () => {
    const others = (await list(admin.caller)).items.filter((user) => user.admin && user.id !== admin.id);
    for (const { id } of others) await update(admin.caller, id, { admin: false });
    for (let round = 0; round < 10; round++) {
      const ada = await administrator();
      const patch: UpdateUser = round % 2 ? { admin: false } : { state: 'suspended' };
      const codes = await Promise.all([
        outcome(update(admin.caller, ada.id, patch)),
        outcome(update(ada.caller, admin.id, patch)),
      ]);
      expect(codes.sort()).toEqual(['last_admin', 'ok']);
      const [first] = await identity.world.sql<{ id: string }>(
        `SELECT id FROM app_user WHERE admin AND state = 'active'`,
      );
      const survivor = first?.id === admin.id ? admin : ada;
      await update(survivor.caller, admin.id, { admin: true, state: 'active' });
      await update(admin.caller, ada.id, { admin: false, state: 'active' });
    }
  });
});

describe('the list', () => {
  it('is for administrators', async () => {
    expect(await outcome(list((await identity.member()).caller))).toBe('admin_only');
  });

  it('finds a part of a handle, a name or an address, and takes wildcards for what they are', async () => {
    const mark = somebody().handle.slice(1, 9);
    const [ada] = [
      await identity.member({ handle: `${mark}-one`, name: '100% Ada_Lovelace' }),
      await identity.member({ handle: `${mark}-two`, name: '100 x Ada-Lovelace' }),
    ];
    const found = async (query: string) => (await list(admin.caller, { query })).items.map((it) => it.handle);
    expect((await found(mark.toUpperCase())).sort()).toEqual([`${mark}-one`, `${mark}-two`]);
    expect(await found('100%')).toEqual([ada.handle]);
    expect(await found('a_l')).toEqual([ada.handle]);
    expect(await found(ada.email.slice(0, -4))).toEqual([ada.handle]);
    expect(await found('\\')).toEqual([]);
    expect(await found('%')).toEqual([ada.handle]);
  });

  it('tells apart by state', async () => {
    const ada = await identity.member({ state: 'suspended' }, admin.caller);
    const ids = async (state: 'active' | 'suspended') =>
      (await list(admin.caller, { state, query: ada.handle })).items.map((it) => it.id);
    expect([await ids('suspended'), await ids('active')]).toEqual([[ada.id], []]);
  });

  it('pages newest first; who joins meanwhile disturbs no page that follows', async () => {
    const mark = somebody().handle.slice(1, 9);
    const made = [];
    for (let i = 0; i < 5; i++) made.unshift(await identity.create({ handle: `${mark}-${i}` }));
    const page = (cursor?: string) => list(admin.caller, { query: mark, page: { limit: 2, cursor } });
    const first = await page();
    await identity.create({ handle: `${mark}-late` });
    const second = await page(first.nextCursor ?? '');
    const third = await page(second.nextCursor ?? '');
    expect([...first.items, ...second.items, ...third.items]).toEqual(made);
    expect(third.nextCursor).toBeNull();
  });

  it('takes no cursor of another making', async () => {
    const refused = await refusal(list(admin.caller, { page: { limit: 1, cursor: 'bm9uc2Vuc2U' } }));
    expect(refused).toMatchObject({ kind: 'invalid', errors: [{ code: 'invalid_cursor' }] });
  });
});
