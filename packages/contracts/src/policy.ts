import { z } from 'zod';
import { ApiKeyPolicy, RevokeAllPolicy, SessionPolicy } from './policy/access-policy.js';
import {
  AvatarPolicy,
  DeletionPolicy,
  EmailPolicy,
  HandlePolicy,
  NamePolicy,
} from './policy/account-policy.js';
import { Labels } from './policy/labels.js';
import { NotificationType } from './policy/notification-type.js';
import { PasswordPolicy } from './policy/password-policy.js';
import { Right } from './rights.js';

/**
 * Every limit, right, rule and label of one deployment. An unknown field is an error: a misspelt limit must stop the
 * start and not be ignored.
 */
export const Policy = z.strictObject({
  preset: z.string().min(1).max(60).describe('Name of the preset that this policy is, or started from'),
  identifier: z
    .enum(['handle', 'email'])
    .describe('What stands for a person on screen besides the name; people sign in with either'),
  name: NamePolicy.describe('The fields of a person’s name'),
  handle: HandlePolicy.describe('Handles: the unique names of accounts'),
  email: EmailPolicy.describe('Email addresses'),
  registration: z
    .enum(['open', 'invitation', 'admin'])
    .describe('Who may make an account: anybody, somebody with an invitation, or administrators alone'),
  password: PasswordPolicy.describe('What a new password must be like'),
  sessions: SessionPolicy.describe('How long a sign-in lasts'),
  apiKeys: ApiKeyPolicy.describe('API keys: how many, for how long, with which rights'),
  revokeAll: RevokeAllPolicy.describe(
    'What a password change with "revoke all" covers. Reset authentication always covers everything',
  ),
  rights: z
    .array(Right)
    .max(100)
    .describe('The rights that exist: the built-in ones and the deployment’s own'),
  notifications: z
    .array(NotificationType)
    .max(100)
    .describe('The kinds of notifications that exist, in order'),
  avatar: AvatarPolicy.describe('Pictures'),
  deletion: DeletionPolicy.describe('How accounts are deleted'),
  workspaces: z.boolean().describe('Whether people have workspaces and a database password'),
  labels: Labels.describe('What things are called here'),
});
export type Policy = z.infer<typeof Policy>;

/**
 * Answer of `GET /v1/policy`: all that console and CLI draw themselves from. The reserved handles stay behind, since
 * the list is long and the server’s answer to one says enough.
 */
export const PublicPolicy = Policy.extend({
  handle: HandlePolicy.omit({ reserved: true }).strip().describe('Handles: the unique names of accounts'),
})
  .strip()
  .meta({ id: 'Policy' });
export type PublicPolicy = z.infer<typeof PublicPolicy>;
