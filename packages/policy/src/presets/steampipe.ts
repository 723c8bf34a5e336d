import type { Policy } from '@latchkey/contracts/policy';
import type { NotificationType } from '@latchkey/contracts/policy/notification-type';
import { builtInRights } from '@latchkey/contracts/rights';
import { builtInNotifications, workspaceNotifications } from '../built-in-notifications.js';
import { day, mebibyte } from '../quantities.js';
import { reservedHandles } from '../reserved-handles.js';

const news = { category: 'News', mandatory: false, adminRequired: false, email: true, inApp: true };

const ofTheCloud: readonly NotificationType[] = [
  {
    id: 'community_updates',
    title: 'Community Updates',
    description: 'Community information and events that may interest you.',
    ...news,
  },
  {
    id: 'product_updates',
    title: 'Product Updates',
    description: 'What is new, as it is released.',
    ...news,
  },
  { id: 'tips_and_tricks', title: 'Tips & Tricks', description: 'Useful hints for everyday work.', ...news },
  {
    id: 'system',
    title: 'System',
    description: 'Important notices about your account. They cannot be switched off.',
    category: 'System',
    mandatory: true,
    adminRequired: false,
    email: true,
    inApp: true,
  },
];

/** Steampipe Cloud: a handle that names workspaces, two tokens with their owner's access, one database password. */
export const steampipePolicy: Policy = {
  preset: 'steampipe',
  identifier: 'handle',
  name: { fields: 'single', required: false, maxLength: 100 },
  handle: {
    pattern: '^[a-z0-9](?:-?[a-z0-9])*$',
    minLength: 1,
    maxLength: 39,
    mutable: true,
    reserved: [...reservedHandles],
    holdDays: 30,
  },
  email: { change: 'admin-only', notificationAddress: false },
  registration: 'open',
  // The seed signs in through other providers and has no account password; these are the rules of `default`.
  password: {
    minLength: 15,
    maxLength: 1024,
    minUppercase: 0,
    minLowercase: 0,
    minDigits: 0,
    minSpecial: 0,
    rejectHandle: true,
    blockList: true,
    minStrength: null,
  },
  sessions: {
    browser: { idleSeconds: null, absoluteSeconds: 30 * day },
    cli: { idleSeconds: null, absoluteSeconds: 30 * day },
  },
  apiKeys: {
    maximum: 2,
    rights: 'owner',
    durationsInDays: null,
    maxDays: null,
    expiryRequired: false,
    extendable: false,
    deactivatable: true,
    expiringSoonDays: 7,
    warnAtDays: [30, 7, 1],
    rotatable: false,
    maxGraceSeconds: 0,
    secretShown: 'masked',
  },
  revokeAll: { sessions: true, cliTokens: true, apiKeys: true },
  rights: [...builtInRights],
  notifications: [
    ...ofTheCloud,
    ...builtInNotifications({ key: 'token', security: 'System', account: 'Account' }),
    ...workspaceNotifications('System'),
  ],
  avatar: {
    lookup: 'gravatar',
    default: 'gravatar',
    upload: true,
    mediaTypes: ['image/jpeg', 'image/png'],
    maxBytes: 8 * mebibyte,
    crop: 'dialog',
  },
  // Not reversible in the seed.
  deletion: { by: 'self', confirmBy: 'handle', graceSeconds: 0 },
  workspaces: true,
  labels: {
    product: 'Steampipe Cloud',
    handle: 'Handle',
    name: 'Display Name',
    apiKey: 'Token',
    apiKeys: 'Tokens',
    createApiKey: 'New Token',
    expiry: 'Expiration',
    settings: 'Settings',
    save: 'Save',
    discard: 'Cancel',
    revokeAll: 'Revoke all access',
    resetAuthentication: 'Reset authentication',
    deleteAccount: 'Delete Personal Account',
    workspace: 'Workspace',
    workspaces: 'Workspaces',
  },
};
