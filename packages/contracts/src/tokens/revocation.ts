import { z } from 'zod';
import { Actor, Caller } from '../caller.js';
import { event } from '../event.js';
import { EventId, RevocationId, UserId } from '../id.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';

/** How many of a user's credentials died. */
export const Revoked = z.object({
  sessions: z.number().int(),
  cliTokens: z.number().int(),
  apiKeys: z.number().int(),
});
export type Revoked = z.infer<typeof Revoked>;

/**
 * Answer of every bulk revocation. With a 2xx it means: from now on no gateway accepts anything that it revoked.
 * `barrier.elapsedMs` is in milliseconds, from the commit to the last acknowledgement or lease end.
 */
export const Receipt = z
  .object({
    id: RevocationId,
    effectiveAt: Time,
    revoked: Revoked,
    barrier: z.object({
      gateways: z.number().int().describe('Gateways that held a live lease at the commit'),
      acknowledged: z.number().int(),
      expired: z.number().int().describe('Gateways whose lease ran out before they acknowledged'),
      elapsedMs: z.number(),
    }),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

/** Waits for the revocation that an event causes, then for its barrier. 503 `revocation_pending` after 4.5 s. */
export const awaitRevocation = rpc('tokens.revocation.await', {
  input: z.object({ cause: EventId }),
  output: Receipt,
});

export const resetAuthentication = rpc('tokens.authentication.reset', {
  input: z.object({ caller: Caller, userId: UserId, currentPassword: z.string().max(4096).optional() }),
  output: Receipt,
});

export const credentialsRevoked = event(
  'tokens.credentials.revoked',
  1,
  z.object({
    userId: UserId,
    revocationId: RevocationId,
    /** What the revoked person is told. */
    reason: z.enum([
      'password_changed',
      'authentication_reset',
      'sessions_ended',
      'access_lost',
      'account_deleting',
      'leak_reported',
      'signed_out',
    ]),
    revoked: Revoked,
    actor: Actor,
  }),
);
