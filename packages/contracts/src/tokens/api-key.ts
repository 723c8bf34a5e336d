import { z } from 'zod';
import { Actor, Caller } from '../caller.js';
import { event } from '../event.js';
import { ApiKeyId, UserId } from '../id.js';
import { PageRequest, pageOf } from '../page.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';
import { Receipt } from './revocation.js';

export const ApiKeyStatus = z.enum(['active', 'inactive', 'expired', 'superseded']);
export type ApiKeyStatus = z.infer<typeof ApiKeyStatus>;

export const ApiKey = z
  .object({
    id: ApiKeyId,
    name: z.string().nullable(),
    rights: z.array(z.string()),
    status: ApiKeyStatus,
    createdAt: Time,
    updatedAt: Time,
    expiresAt: Time.nullable(),
    expiringSoon: z.boolean(),
    lastUsedAt: Time.nullable(),
    lastUsedIp: z.string().nullable(),
    last4: z.string(),
    allowedCidrs: z.array(z.string()),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

/** It stands in mails, tables and terminals: nothing in it moves a cursor or begins a line. */
const KeyName = z
  .string()
  .max(50)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must not contain control characters');
const Rights = z.array(z.string().max(64)).max(100);
const Cidrs = z.array(z.string().max(64)).max(50);

export const CreateApiKey = z
  .strictObject({
    name: KeyName.optional(),
    rights: Rights.optional(),
    expiresAt: Time.optional(),
    expiresInDays: z.number().int().min(1).max(36500).optional(),
    allowedCidrs: Cidrs.optional(),
    currentPassword: z
      .string()
      .max(4096)
      .optional()
      .describe('Step-up, if the sign-in is older than 10 minutes'),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.infer<typeof CreateApiKey>;

/** `token` is null when a repeated request (same `Idempotency-Key`) finds a key that was made before. */
export const CreatedApiKey = z
  .object({ apiKey: ApiKey, token: z.string().nullable() })
  .meta({ id: 'CreatedApiKey' });

export const createApiKey = rpc('tokens.api-key.create', {
  input: z.object({
    caller: Caller,
    userId: UserId,
    body: CreateApiKey,
    idempotencyKey: z.string().max(255).optional(),
  }),
  output: CreatedApiKey,
});

export const listApiKeys = rpc('tokens.api-key.list', {
  input: z.object({ caller: Caller, userId: UserId, page: PageRequest }),
  output: pageOf(ApiKey),
});

export const getApiKey = rpc('tokens.api-key.get', {
  input: z.object({ caller: Caller, userId: UserId, apiKeyId: ApiKeyId }),
  output: ApiKey,
});

export const UpdateApiKey = z
  .strictObject({
    name: KeyName.nullable().optional(),
    rights: Rights.optional(),
    status: z.enum(['active', 'inactive']).optional(),
    allowedCidrs: Cidrs.optional(),
    expiresAt: Time.nullable().optional(),
    currentPassword: z
      .string()
      .max(4096)
      .optional()
      .describe('Step-up, if the sign-in is older than 10 minutes'),
  })
  .meta({ id: 'UpdateApiKey' });
export type UpdateApiKey = z.infer<typeof UpdateApiKey>;

/** Answers, if it took anything away, when no gateway accepts what was taken. */
export const updateApiKey = rpc('tokens.api-key.update', {
  input: z.object({ caller: Caller, userId: UserId, apiKeyId: ApiKeyId, patch: UpdateApiKey }),
  output: ApiKey,
});

export const deleteApiKey = rpc('tokens.api-key.delete', {
  input: z.object({ caller: Caller, userId: UserId, apiKeyId: ApiKeyId }),
  output: Receipt,
});

export const RotateApiKey = z
  .strictObject({
    gracePeriodSeconds: z
      .number()
      .int()
      .min(0)
      .max(31_536_000)
      .default(0)
      .describe('How long the old one still works'),
    currentPassword: z
      .string()
      .max(4096)
      .optional()
      .describe('Step-up, if the sign-in is older than 10 minutes'),
  })
  .meta({ id: 'RotateApiKey' });
export type RotateApiKey = z.infer<typeof RotateApiKey>;

export const rotateApiKey = rpc('tokens.api-key.rotate', {
  input: z.object({
    caller: Caller,
    userId: UserId,
    apiKeyId: ApiKeyId,
    body: RotateApiKey,
    idempotencyKey: z.string().max(255).optional(),
  }),
  output: CreatedApiKey,
});

const apiKeyFact = z.object({
  userId: UserId,
  apiKeyId: ApiKeyId,
  name: z.string().nullable(),
  last4: z.string(),
  rights: z.array(z.string()),
  expiresAt: Time.nullable(),
  actor: Actor,
});

export const apiKeyCreated = event('tokens.api-key.created', 1, apiKeyFact);
export const apiKeyChanged = event(
  'tokens.api-key.changed',
  1,
  apiKeyFact.extend({ changed: z.array(z.string()) }),
);
export const apiKeyDeleted = event('tokens.api-key.deleted', 1, apiKeyFact);
export const apiKeyExpiring = event(
  'tokens.api-key.expiring',
  1,
  apiKeyFact.extend({ days: z.number().int() }),
);
/** A key that was rotated away and whose grace is over was used again. */
export const supersededKeyUsed = event('tokens.superseded-key.used', 1, apiKeyFact);
