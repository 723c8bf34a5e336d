import { describe, expect, it } from '@jest/globals';
import { PublicUser, User, UserSnapshot } from '@latchkey/contracts/identity/user';
import type { UserEntity } from './user.entity.js';
import { avatarOf, toPublicUser, toSnapshot, toUser } from './user-shapes.js';

const id = 'usr_0123456789abcdefghij';
const row = (changes: Partial<UserEntity> = {}): UserEntity => ({
  id,
  handle: 'ada',
  handleKey: 'ada',
  name: null,
  firstName: null,
  lastName: null,
  email: 'Ada@example.com',
  emailKey: 'ada@example.com',
  emailVerified: true,
  notificationEmail: 'alerts@example.com',
  admin: true,
  state: 'active',
  version: 3,
  passwordHash: '$argon2id$secret',
  passwordVersion: 2,
  passwordChangedAt: null,
  lastSignInAt: new Date('2025-11-22T10:00:00.123Z'),
  createdAt: new Date('2025-11-21T10:00:00Z'),
  updatedAt: new Date('2025-11-22T10:00:00Z'),
  ...changes,
});

describe('how a user is told', () => {
  it('fits the contracts, without a column more', () => {
    expect(User.strict().parse(toUser(row()))).toEqual(toUser(row()));
    expect(PublicUser.strict().parse(toPublicUser(row()))).toEqual(toPublicUser(row()));
    expect(UserSnapshot.strict().parse(toSnapshot(row()))).toEqual(toSnapshot(row()));
  });

  it('has its members in the order of the contract, so that both ends compute the same ETag', () => {
    expect(JSON.stringify(User.parse(toUser(row())))).toBe(JSON.stringify(toUser(row())));
    expect(JSON.stringify(PublicUser.parse(toPublicUser(row())))).toBe(JSON.stringify(toPublicUser(row())));
  });

  it('never holds a hash', () => {
    for (const told of [toUser(row()), toPublicUser(row()), toSnapshot(row())]) {
      expect(JSON.stringify(told)).not.toContain('argon2');
    }
  });

  it('to others: id, handle, name, picture', () => {
    expect(Object.keys(toPublicUser(row())).sort()).toEqual(['avatar', 'handle', 'id', 'name']);
    expect(JSON.stringify(toPublicUser(row()))).not.toMatch(/example|admin|active/);
  });

  it('times as RFC 3339 in UTC, null where there is none', () => {
    expect(toUser(row())).toMatchObject({
      lastSignInAt: '2025-11-22T10:00:00.123Z',
      createdAt: '2025-11-21T10:00:00.000Z',
      passwordChangedAt: null,
    });
  });

  it.each([
    [{ name: 'Ada' }, 'Ada'],
    [{ firstName: 'Ada', lastName: 'King' }, 'Ada King'],
    [{ lastName: 'King' }, 'King'],
    [{ name: 'Countess', firstName: 'Ada', lastName: 'King' }, 'Countess'],
    [{}, null],
  ])('%j are called %j', (names, name) => {
    for (const told of [toUser(row(names)), toPublicUser(row(names)), toSnapshot(row(names))]) {
      expect(told.name).toBe(name);
    }
  });
});

describe('the drawn picture', () => {
  it('is another for everybody, always the same, and does not tell whose it is', () => {
    const avatar = avatarOf(id);
    expect(avatarOf(id)).toEqual(avatar);
    expect(avatarOf('usr_0123456789abcdefghik').url).not.toBe(avatar.url);
    expect(JSON.stringify(avatar)).not.toContain('0123456789abcdefghij');
  });

  it('has an address for each size', () => {
    const { sizes, url } = avatarOf(id);
    expect(Object.keys(sizes)).toEqual(['64', '128', '256', '512']);
    for (const [size, at] of Object.entries(sizes)) {
      expect(at).toMatch(new RegExp(`^/v1/avatars/[0-9a-f]{32}/${size}\\.webp$`));
    }
    expect(Object.values(sizes)).toContain(url);
  });
});
