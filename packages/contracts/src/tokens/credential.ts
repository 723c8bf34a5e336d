import { z } from 'zod';
import { CredentialKind } from '../caller.js';
import { CredentialId, UserId } from '../id.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';

/** What a valid credential proves; the gateway may keep it under a lease. */
export const Principal = z.object({
  userId: UserId,
  handle: z.string(),
  admin: z.boolean(),
  credentialId: CredentialId,
  kind: CredentialKind,
  /** Already narrowed to what the owner may do. */
  rights: z.array(z.string()),
  epoch: z.number().int(),
  authenticatedAt: Time.nullable(),
  allowedCidrs: z.array(z.string()),
});
export type Principal = z.infer<typeof Principal>;

/**
 * The truth about one credential, read from the primary. `principal` is null for anything but a live one.
 *
 * @property seq the last invalidation that this answer has seen
 * @property remainingMs lifetime left by the database's clock, in milliseconds
 */
export const verifyCredential = rpc('tokens.credential.verify', {
  input: z.object({
    credentialId: CredentialId,
    kind: z.enum(['ses', 'cli', 'key']),
    /** SHA-256 of the secret, in base64. The secret itself never leaves the gateway. */
    secretHash: z.string().length(44),
    /** Null when nobody used it: a refill of the cache, an introspection. */
    ipAddress: z.string().nullable(),
  }),
  output: z.object({
    principal: Principal.nullable(),
    remainingMs: z.number(),
    seq: z.number().int(),
  }),
});

/** Uses seen by a gateway since it last told: written in one statement, so that a use costs no write of its own. */
export const reportCredentialUses = rpc('tokens.credential.report-uses', {
  input: z.object({
    uses: z
      .array(z.object({ credentialId: CredentialId, ipAddress: z.string(), secondsAgo: z.number().min(0) }))
      .max(5000),
  }),
  output: z.object({}),
});
