import { randomBytes } from 'node:crypto';
import type { Actor, Caller } from '@latchkey/contracts/caller';
import type { UserSnapshot } from '@latchkey/contracts/identity/user';

/** 20 characters that fit any id. */
export const anyId = (prefix: string): string => `${prefix}_${randomBytes(10).toString('hex')}`;

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** Somebody new, as identity tells of them. */
export function snapshot(changes: Partial<UserSnapshot> = {}): UserSnapshot {
  const userId = changes.userId ?? anyId('usr');
  const handle = userId.replace('_', '');
  return {
    userId,
    version: 1,
    handle,
    name: null,
    email: `${handle}@example.com`,
    notificationEmail: null,
    admin: false,
    state: 'active',
    passwordVersion: 1,
    ...changes,
  };
}

/** Who did it, in an event. */
export const actorOf = ({ userId, handle }: Pick<UserSnapshot, 'userId' | 'handle'>): Actor => ({
  userId,
  handle,
  credentialId: anyId('ses'),
  credentialKind: 'session',
  ipAddress: '203.0.113.7',
  userAgent: firefox,
  requestId: anyId('req'),
});

/** Who asks, in an RPC. */
export const callerOf = ({
  userId,
  handle,
  admin,
}: Pick<UserSnapshot, 'userId' | 'handle' | 'admin'>): Caller => ({
  ipAddress: '203.0.113.7',
  userAgent: firefox,
  requestId: anyId('req'),
  userId,
  handle,
  admin,
  credentialId: anyId('ses'),
  kind: 'session',
  rights: [],
  epoch: 1,
  authenticatedAt: null,
});
