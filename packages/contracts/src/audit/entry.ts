import { z } from 'zod';
import { Actor, Caller, CredentialKind } from '../caller.js';
import { event } from '../event.js';
import { AuditEntryId, UserId } from '../id.js';
import { PageQuery, PageRequest, pageOf } from '../page.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';

export const Outcome = z.enum(['success', 'denied', 'failed']);
export type Outcome = z.infer<typeof Outcome>;

const Target = z.object({ type: z.string(), id: z.string() });

export const AuditEntry = z
  .object({
    id: AuditEntryId,
    time: Time,
    action: z.string().describe('`noun.verb`, e.g. `password.change`'),
    outcome: Outcome,
    actor: z.object({
      id: z.string().nullable(),
      handle: z.string().nullable(),
      credentialId: z.string().nullable(),
      credentialKind: CredentialKind.nullable(),
    }),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    target: Target.nullable(),
    data: z.record(z.string(), z.unknown()),
    hash: z.string().nullable().describe('SHA-256 over this entry and `previousHash`, hex'),
    previousHash: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = PageQuery.extend({
  action: z.string().max(64).optional(),
  since: Time.optional(),
  until: Time.optional(),
});

export const listAuditEntries = rpc('audit.entry.list', {
  input: z.object({
    caller: Caller,
    userId: UserId,
    page: PageRequest,
    action: z.string().optional(),
    since: Time.optional(),
    until: Time.optional(),
  }),
  output: pageOf(AuditEntry),
});

/** Whether a log is as it was written. */
export const AuditLogVerdict = z
  .object({
    valid: z.boolean(),
    entries: z.number().int().describe('Entries that fit, from the first on'),
    head: z
      .string()
      .nullable()
      .describe('Hash of the last entry that fits: keep it to notice a log that was cut off'),
    firstMisfit: AuditEntry.nullable().describe('The first entry that does not fit'),
  })
  .meta({ id: 'AuditLogVerdict' });
export type AuditLogVerdict = z.infer<typeof AuditLogVerdict>;

export const verifyAuditLog = rpc('audit.entry.verify', {
  input: z.object({ caller: Caller, userId: UserId }),
  output: AuditLogVerdict,
});

/**
 * What the gateway itself saw and no service records: reads, and whatever was refused at the door.
 * Changes are told by the events that commit with them.
 */
export const requestAnswered = event(
  'gateway.request.answered',
  1,
  z.object({
    /** Whose log it belongs to: the account in the path, else the caller. */
    userId: UserId.nullable(),
    action: z.string(),
    outcome: Outcome,
    status: z.number().int(),
    code: z.string().nullable().describe('The problem code, when refused'),
    target: Target.nullable(),
    actor: Actor,
  }),
);
