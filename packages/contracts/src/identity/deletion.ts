import { z } from 'zod';
import { Actor, Caller } from '../caller.js';
import { event } from '../event.js';
import { EventId, UserId } from '../id.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';
import { PasswordInput, User, UserSnapshot } from './user.js';

export const DeleteUser = z
  .strictObject({
    confirm: z
      .string()
      .max(254)
      .describe('The handle or the email address of the account, whichever the policy asks for'),
    currentPassword: PasswordInput.optional(),
  })
  .meta({ id: 'DeleteUser' });
export type DeleteUser = z.infer<typeof DeleteUser>;

export const Deletion = z
  .object({ deletesAt: Time.describe('When its data is erased; until then an administrator can restore it') })
  .meta({ id: 'Deletion' });
export type Deletion = z.infer<typeof Deletion>;

/** Everything of the account is revoked at once: `cause` is the event whose revocation must be awaited before the answer. */
export const deleteUser = rpc('identity.deletion.request', {
  input: z.object({ caller: Caller, user: z.string().max(64), body: DeleteUser }),
  output: Deletion.extend({ userId: UserId, cause: EventId }),
});

/** Nothing that the deletion revoked comes back to life. */
export const restoreUser = rpc('identity.deletion.restore', {
  input: z.object({ caller: Caller, user: z.string().max(64) }),
  output: User,
});

/** That nothing is left of a user, service by service. */
export const Erasure = z
  .object({
    userId: UserId,
    erased: z
      .object({ tokens: Time, notifications: Time, audit: Time, identity: Time })
      .describe('When each service had nothing left'),
    eventsForgottenBy: Time.describe('When what is on its way between services is also gone'),
  })
  .meta({ id: 'Erasure' });
export type Erasure = z.infer<typeof Erasure>;

export const PurgeUser = z
  .strictObject({ currentPassword: PasswordInput.optional() })
  .meta({ id: 'PurgeUser' });
export type PurgeUser = z.infer<typeof PurgeUser>;

/** Erases an account that is being deleted now. Repeated, also after the end, it answers with the same receipt. */
export const purgeUser = rpc('identity.deletion.purge', {
  input: PurgeUser.extend({ caller: Caller, user: z.string().max(64) }),
  output: Erasure,
});

export const userDeletionRequested = event(
  'identity.deletion.requested',
  1,
  UserSnapshot.extend({ actor: Actor, deletesAt: Time }),
  { urgent: true },
);

export const userRestored = event('identity.user.restored', 1, UserSnapshot.extend({ actor: Actor }), {
  urgent: true,
});

/** Says no more of the person than an id that nobody has any more. */
export const userErased = event(
  'identity.user.erased',
  1,
  z.object({ userId: UserId, askedBy: UserId.describe('The user itself, or an administrator') }),
);
