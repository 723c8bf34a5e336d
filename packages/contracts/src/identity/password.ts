import { z } from 'zod';
import { Actor, Caller, Client } from '../caller.js';
import { event } from '../event.js';
import { EventId, UserId } from '../id.js';
import { rpc } from '../rpc.js';
import { Receipt } from '../tokens/revocation.js';
import { PasswordInput, User, UserSnapshot } from './user.js';

/**
 * Checks a password for a sign-in. Unknown account and wrong password answer alike and take equally long.
 * Called by tokens, which opens the session under the versions that came back.
 */
export const verifyPassword = rpc('identity.password.verify', {
  input: z.object({ identifier: z.string().max(254), password: PasswordInput, client: Client }),
  output: z.object({ user: User, snapshot: UserSnapshot }),
});

/** Checks a signed-in caller's own password (step-up). Counts towards the same limit as a sign-in. */
export const proveCurrentPassword = rpc('identity.password.prove', {
  input: z.object({ caller: Caller, currentPassword: PasswordInput }),
  output: z.object({ passwordVersion: z.number().int() }),
});

export const ChangePassword = z
  .strictObject({
    currentPassword: PasswordInput,
    newPassword: PasswordInput,
    revokeAll: z
      .boolean()
      .default(false)
      .describe('End every session and revoke every key that the policy covers'),
    keepCurrentSession: z.boolean().default(false).describe('With revokeAll: spare the session that asks'),
  })
  .meta({ id: 'ChangePassword' });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const PasswordChanged = z.object({ receipt: Receipt.nullable() }).meta({ id: 'PasswordChanged' });

/** `cause` is the event to await at tokens when everything is to be revoked, else null. */
export const changePassword = rpc('identity.password.change', {
  input: z.object({ caller: Caller, user: z.string().max(64), body: ChangePassword }),
  output: z.object({ cause: EventId.nullable() }),
});

export const passwordChanged = event(
  'identity.password.changed',
  1,
  z.object({
    userId: UserId,
    passwordVersion: z.number().int(),
    revokeAll: z.boolean(),
    /** The session that survives `revokeAll`, if its owner asked for that. */
    keepSessionId: z.string().nullable(),
    /** Set with a link from a mail, by somebody who did not know the old one: nothing survives, whatever the policy spares. */
    reset: z.boolean().optional(),
    actor: Actor,
  }),
  { urgent: true },
);

export const signInRefused = event(
  'identity.sign-in.refused',
  1,
  z.object({
    /** Null when no such account exists. */
    userId: UserId.nullable(),
    reason: z.enum(['invalid_credentials', 'rate_limited', 'account_suspended']),
    actor: Actor,
  }),
);
