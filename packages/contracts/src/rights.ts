import { z } from 'zod';

export const RightId = z
  .string()
  .max(64)
  .regex(/^RIGHT_[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/, 'must look like RIGHT_APPLICATION_INFO');

/** One thing that a credential may be allowed to do. */
export const Right = z.strictObject({
  id: RightId.describe('`RIGHT_…`; one that begins with `RIGHT_USER_` is part of "all user rights"'),
  title: z.string().min(1).max(80).describe('Its name in the rights picker'),
  description: z.string().max(300).describe('What its holder may do, as a sentence'),
});
export type Right = z.infer<typeof Right>;

/** Read the account. */
export const userInfo = 'RIGHT_USER_INFO';
/** Edit profile and preferences. */
export const userSettingsBasic = 'RIGHT_USER_SETTINGS_BASIC';
/** Make and manage API keys, none wider or longer-lived than the holder. */
export const userSettingsApiKeys = 'RIGHT_USER_SETTINGS_API_KEYS';
export const userNotificationsRead = 'RIGHT_USER_NOTIFICATIONS_READ';
export const userAuditRead = 'RIGHT_USER_AUDIT_READ';
export const userWorkspaces = 'RIGHT_USER_WORKSPACES';
export const userDelete = 'RIGHT_USER_DELETE';
/** All current and future rights on one's own account; what a session holds. */
export const userAll = 'RIGHT_USER_ALL';
/** Lets a program ask about other people's tokens (RFC 7662); an administrator's to give. */
export const introspect = 'RIGHT_INTROSPECT';

/** The rights that Latchkey itself checks. Every policy has them; a deployment adds its own. */
export const builtInRights: readonly Right[] = [
  { id: userInfo, title: 'View account', description: 'Read the profile, email address and settings.' },
  { id: userSettingsBasic, title: 'Edit account', description: 'Change the profile and preferences.' },
  {
    id: userSettingsApiKeys,
    title: 'Manage API keys',
    description: 'List, create, change and delete API keys, none wider or longer-lived than this one.',
  },
  {
    id: userNotificationsRead,
    title: 'Read notifications',
    description: 'List notifications and mark them as seen or archived.',
  },
  { id: userAuditRead, title: 'Read the audit log', description: 'List, verify and export the audit log.' },
  {
    id: userWorkspaces,
    title: 'Manage workspaces',
    description: 'List, create and delete workspaces.',
  },
  { id: userDelete, title: 'Delete account', description: 'Delete the account.' },
  {
    id: userAll,
    title: 'All user rights',
    description: 'All current and future rights on this account.',
  },
  {
    id: introspect,
    title: 'Check tokens',
    description: 'Ask whether a token is valid and what it may do. An administrator’s to give.',
  },
];

/** Whether a right is on one's own account, and so part of "all user rights". */
export const isUserRight = (right: string): boolean => right.startsWith('RIGHT_USER_');

/** Whether a set of rights grants one: by name, or as one of "all user rights". */
export const grants = (held: readonly string[], right: string): boolean =>
  held.includes(right) || (isUserRight(right) && held.includes(userAll));
