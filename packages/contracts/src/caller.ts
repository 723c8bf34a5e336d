import { z } from 'zod';
import { CredentialId, UserId } from './id.js';
import { Time } from './time.js';

export const CredentialKind = z.enum(['session', 'cli', 'key']);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** Where a request came from, as the gateway saw it. */
export const Client = z.object({
  ipAddress: z.string(),
  userAgent: z.string().max(512),
  requestId: z.string(),
});
export type Client = z.infer<typeof Client>;

/** Who asks, as the gateway authenticated it. Whatever creates or changes a credential is fenced by `epoch`. */
export const Caller = Client.extend({
  userId: UserId,
  handle: z.string(),
  admin: z.boolean(),
  credentialId: CredentialId,
  kind: CredentialKind,
  rights: z.array(z.string()),
  epoch: z.number().int(),
  /** When a password was last proved on this session; null for an API key, which never satisfies step-up. */
  authenticatedAt: Time.nullable(),
});
export type Caller = z.infer<typeof Caller>;

/** Who did it, as events and the audit log tell it. */
export const Actor = z.object({
  userId: UserId.nullable(),
  handle: z.string().nullable(),
  credentialId: CredentialId.nullable(),
  credentialKind: CredentialKind.nullable(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type Actor = z.infer<typeof Actor>;

/** The caller without what authorises. */
export const actorOf = (caller: Caller): Actor => ({
  userId: caller.userId,
  handle: caller.handle,
  credentialId: caller.credentialId,
  credentialKind: caller.kind,
  ipAddress: caller.ipAddress,
  userAgent: caller.userAgent,
  requestId: caller.requestId,
});

/** Somebody who has no credential (yet). */
export const anonymous = (client: Client): Actor => ({
  userId: null,
  handle: null,
  credentialId: null,
  credentialKind: null,
  ...client,
});
