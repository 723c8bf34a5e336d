import { z } from 'zod';
import { Caller, Client, CredentialKind } from '../caller.js';
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

/** What the gateway tells of a token: the secret itself never leaves it. */
export const CredentialProof = z.object({
  credentialId: CredentialId,
  kind: z.enum(['ses', 'cli', 'key']),
  /** SHA-256 of the secret, in base64. */
  secretHash: z.string().length(44),
});
export type CredentialProof = z.infer<typeof CredentialProof>;

/** Questions of one call at most. */
export const mostQuestions = 100;

/** `ipAddress`: null when nobody used it: a refill of the cache, an introspection. */
export const CredentialQuestion = CredentialProof.extend({ ipAddress: z.string().nullable() });
export type CredentialQuestion = z.infer<typeof CredentialQuestion>;

/**
 * The truth about credentials, read from the primary after the call came: an answer for each question, in their order.
 * `principal` is null for anything but a live one.
 *
 * @property seq the last invalidation that these answers have seen
 * @property remainingMs lifetime left by the database's clock, in milliseconds
 */
export const verifyCredentials = rpc('tokens.credential.verify', {
  input: z.object({ questions: z.array(CredentialQuestion).min(1).max(mostQuestions) }),
  output: z.object({
    answers: z.array(z.object({ principal: Principal.nullable(), remainingMs: z.number() })),
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

/** An answer of RFC 7662, 2.2. */
export const Introspection = z
  .object({
    active: z.boolean(),
    sub: z.string().optional(),
    username: z.string().optional(),
    token_type: z.literal('Bearer').optional(),
    scope: z.string().optional().describe('Rights, separated by spaces'),
    client_id: z.string().optional(),
    jti: z.string().optional().describe('Id of the credential'),
    iat: z.number().int().optional().describe('Seconds since 1970'),
    exp: z.number().int().optional().describe('Seconds since 1970'),
  })
  .meta({ id: 'Introspection' });

/** One answer a proof, in their order. A proof that is null (no token of ours) is inactive. */
export const introspectCredentials = rpc('tokens.credential.introspect', {
  input: z.object({ caller: Caller, proofs: z.array(CredentialProof.nullable()).max(100) }),
  output: z.object({ answers: z.array(Introspection) }),
});

/**
 * Whoever holds a token may end it. Unknown and dead ones are passed over in silence.
 *
 * @property leaked the owner is told that it was reported as leaked
 */
export const revokeCredentials = rpc('tokens.credential.revoke', {
  input: z.object({ client: Client, proofs: z.array(CredentialProof).max(100), leaked: z.boolean() }),
  output: z.object({ revoked: z.number().int() }),
});

export const RevokeLeaked = z
  .strictObject({ credentials: z.array(z.string().max(200)).min(1).max(100) })
  .meta({ id: 'RevokeLeaked' });

export const IntrospectMany = z
  .strictObject({ tokens: z.array(z.string().max(200)).min(1).max(100) })
  .meta({ id: 'IntrospectMany' });
