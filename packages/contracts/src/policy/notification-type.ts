import { z } from 'zod';

/** A kind of notification that people can recognise, and perhaps switch off. */
export const NotificationType = z.strictObject({
  id: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/, 'must look like password_changed')
    .describe('Its name in the API, e.g. `password_changed`'),
  title: z.string().min(1).max(80).describe('Its name in the list of preferences'),
  description: z.string().max(300).describe('When it is sent, as a sentence'),
  category: z.string().min(1).max(40).describe('The heading that it stands under'),
  mandatory: z.boolean().describe('Whether nobody can switch it off, also not with all email off'),
  adminRequired: z
    .boolean()
    .describe('Whether administrators cannot switch its email off, because it asks them to act'),
  email: z.boolean().describe('Whether it is mailed unless the person says otherwise'),
  inApp: z.boolean().describe('Whether it appears in the inbox'),
});
export type NotificationType = z.infer<typeof NotificationType>;

/** What Latchkey itself sends under every policy. A deployment may send more, under names of its own. */
export const BuiltInNotification = z.enum([
  'password_changed',
  'new_sign_in',
  'sign_in_locked',
  'second_factor_changed',
  'email_change_requested',
  'email_changed',
  'address_claimed',
  'handle_changed',
  'access_revoked',
  'credential_leaked',
  'api_key_created',
  'api_key_changed',
  'api_key_deleted',
  'superseded_key_used',
  'account_deletion',
  'api_key_expiring',
  'export_ready',
  'operator_alert',
]);
export type BuiltInNotification = z.infer<typeof BuiltInNotification>;

/** What Latchkey sends besides where workspaces are on. */
export const WorkspaceNotification = z.enum([
  'database_password_changed',
  'database_password_not_everywhere',
]);
export type WorkspaceNotification = z.infer<typeof WorkspaceNotification>;
