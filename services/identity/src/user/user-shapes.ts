import { createHash } from 'node:crypto';
import type { Avatar, PublicUser, User, UserSnapshot } from '@latchkey/contracts/identity/user';
import type { UserEntity } from './user.entity.js';

const sizes = [64, 128, 256, 512];

/** The picture that is drawn from the id alone; the gateway serves it. */
export function avatarOf(userId: string): Avatar {
  const hash = createHash('sha256').update(`generated:${userId}`).digest('hex').slice(0, 32);
  const urlOf = (size: number) => `/v1/avatars/${hash}/${size}.webp`;
  return {
    source: 'generated',
    url: urlOf(256),
    sizes: Object.fromEntries(sizes.map((size) => [String(size), urlOf(size)])),
  };
}

const time = (date: Date | null) => date?.toISOString() ?? null;

/** One name for those who have two. */
const nameOf = ({ name, firstName, lastName }: UserEntity) =>
  name ?? ([firstName, lastName].filter(Boolean).join(' ') || null);

export const toUser = (it: UserEntity): User => ({
  id: it.id,
  handle: it.handle,
  name: nameOf(it),
  firstName: it.firstName,
  lastName: it.lastName,
  email: it.email,
  emailVerified: it.emailVerified,
  pendingEmail: null,
  notificationEmail: it.notificationEmail,
  avatar: avatarOf(it.id),
  admin: it.admin,
  state: it.state,
  createdAt: it.createdAt.toISOString(),
  updatedAt: it.updatedAt.toISOString(),
  passwordChangedAt: time(it.passwordChangedAt),
  lastSignInAt: time(it.lastSignInAt),
});

export const toPublicUser = (it: UserEntity): PublicUser => ({
  id: it.id,
  handle: it.handle,
  name: nameOf(it),
  avatar: avatarOf(it.id),
});

export const toSnapshot = (it: UserEntity): UserSnapshot => ({
  userId: it.id,
  version: it.version,
  handle: it.handle,
  name: nameOf(it),
  email: it.email,
  notificationEmail: it.notificationEmail,
  admin: it.admin,
  state: it.state,
  passwordVersion: it.passwordVersion,
});
