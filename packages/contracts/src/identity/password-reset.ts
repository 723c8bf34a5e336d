import { z } from 'zod';
import { Actor, Client } from '../caller.js';
import { event } from '../event.js';
import { EventId, PasswordResetId, UserId } from '../id.js';
import { rpc } from '../rpc.js';
import { PasswordInput } from './user.js';

export const RequestPasswordReset = z
  .strictObject({ identifier: z.string().min(1).max(254).describe('Handle or email') })
  .meta({ id: 'RequestPasswordReset' });
export type RequestPasswordReset = z.infer<typeof RequestPasswordReset>;

/** Notes the request and answers; whether there is such an account is looked at afterwards. */
export const requestPasswordReset = rpc('identity.password-reset.request', {
  input: z.object({ body: RequestPasswordReset, client: Client }),
  output: z.object({}),
});

/** There is an account, and a link may be sent to its address. It holds no secret: the mailer asks for the link. */
export const passwordResetRequested = event(
  'identity.password-reset.requested',
  1,
  z.object({
    userId: UserId,
    passwordResetId: PasswordResetId,
    handle: z.string(),
    /** Where the link goes, and nowhere else. */
    address: z.string(),
    actor: Actor,
  }),
);

/**
 * The secret of a link, at the moment when its mail is handed in: it is kept nowhere but in that mail. One that was
 * given out before for the same request is dead from then on.
 *
 * @property token null when the request has run out, or something else has made it void
 */
export const issuePasswordResetLink = rpc('identity.password-reset.issue-link', {
  input: z.object({ passwordResetId: PasswordResetId }),
  output: z.object({ token: z.string().nullable() }),
});

export const CompletePasswordReset = z
  .strictObject({
    token: z.string().min(1).max(200).describe('From the link in the mail, behind `#token=`'),
    newPassword: PasswordInput,
  })
  .meta({ id: 'CompletePasswordReset' });
export type CompletePasswordReset = z.infer<typeof CompletePasswordReset>;

/** `causes` are the events to await at tokens: a reset revokes everything, first of the account itself. */
export const completePasswordReset = rpc('identity.password-reset.complete', {
  input: z.object({ body: CompletePasswordReset, client: Client }),
  output: z.object({ causes: z.tuple([EventId], EventId) }),
});
