import { z } from 'zod';
import { UserId } from '../id.js';
import { rpc } from '../rpc.js';

/** Something stopped being true: of a user as a whole, or of one credential. */
export const Invalidation = z.object({
  seq: z.number().int(),
  userId: UserId,
  /** Null: everything of the user. */
  credentialId: z.string().nullable(),
});
export type Invalidation = z.infer<typeof Invalidation>;

/**
 * Renews a gateway's lease. The answer carries every invalidation after `appliedSeq`; the gateway applies
 * them before it moves its deadline (leases: Gray and Cheriton 1989).
 */
export const renewLease = rpc('tokens.lease.renew', {
  input: z.object({
    /** One per process start: a restarted gateway is another one. */
    gatewayId: z.string().max(64),
    /** The last invalidation applied; null at the start, when the cache is empty. */
    appliedSeq: z.number().int().nullable(),
    /** The database's life that `appliedSeq` belongs to; another one after a restore. */
    generation: z.string().nullable(),
  }),
  output: z.object({
    /** Length of the lease in milliseconds, counted by the gateway from when it sent the request. */
    leaseMs: z.number().int(),
    /** Too far behind, or a database that was restored: drop everything. */
    flushAll: z.boolean(),
    invalidations: z.array(Invalidation),
    seq: z.number().int(),
    generation: z.string(),
  }),
});

/** Given back at a clean stop, so that nobody waits for a gateway that is gone. */
export const releaseLease = rpc('tokens.lease.release', {
  input: z.object({ gatewayId: z.string().max(64) }),
  output: z.object({}),
});

/** Pushed by tokens on core NATS: a hint that makes receipts fast; the lease makes them safe. */
export const invalidateSubject = 'invalidate.credentials';
export const invalidateAckSubject = 'invalidate-ack.credentials';
export const InvalidationPush = z.object({ invalidations: z.array(Invalidation).min(1) });
export type InvalidationPush = z.infer<typeof InvalidationPush>;
/** Sent after applying, never before. Names each one: having seen a late push says nothing of an earlier one. */
export const InvalidationAck = z.object({ gatewayId: z.string(), seqs: z.array(z.number().int()) });
export type InvalidationAck = z.infer<typeof InvalidationAck>;
