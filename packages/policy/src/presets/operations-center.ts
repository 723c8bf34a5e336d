import type { Policy } from '@latchkey/contracts/policy';
import { builtInRights } from '@latchkey/contracts/rights';
import { builtInNotifications } from '../built-in-notifications.js';
import { day, hour, mebibyte } from '../quantities.js';
import { reservedHandles } from '../reserved-handles.js';

/** Environment Operations Center: accounts made by administrators, one token at a time with its owner's access. */
export const operationsCenterPolicy: Policy = {
  preset: 'operations-center',
  identifier: 'email',
  name: { fields: 'first-and-last', required: true, maxLength: 50 },
  // Dots, because administrators make handles of addresses here.
  handle: {
    pattern: '^[a-z0-9](?:[.-]?[a-z0-9])*$',
    minLength: 2,
    maxLength: 64,
    mutable: false,
    reserved: [...reservedHandles],
    holdDays: 30,
  },
  email: { change: 'self-service', notificationAddress: false },
  registration: 'admin',
  password: {
    minLength: 16,
    maxLength: 1024,
    minUppercase: 1,
    minLowercase: 1,
    minDigits: 1,
    minSpecial: 1,
    rejectHandle: true,
    blockList: true,
    minStrength: null,
  },
  sessions: {
    browser: { idleSeconds: 12 * hour, absoluteSeconds: 30 * day },
    cli: { idleSeconds: null, absoluteSeconds: 30 * day },
  },
  apiKeys: {
    maximum: 1,
    rights: 'owner',
    durationsInDays: [7, 30, 60, 90, 180, 365],
    maxDays: 365,
    expiryRequired: true,
    extendable: false,
    deactivatable: false,
    expiringSoonDays: 7,
    warnAtDays: [7, 1],
    rotatable: false,
    maxGraceSeconds: 0,
    secretShown: 'field',
  },
  revokeAll: { sessions: true, cliTokens: true, apiKeys: true },
  rights: [...builtInRights],
  notifications: builtInNotifications({ key: 'API token', security: 'Security', account: 'Account' }),
  avatar: {
    lookup: 'none',
    default: 'generated',
    upload: true,
    mediaTypes: ['image/jpeg', 'image/png'],
    maxBytes: 8 * mebibyte,
    crop: 'dialog',
  },
  // Permanent in the seed: nothing is left to restore.
  deletion: { by: 'admin', confirmBy: 'email', graceSeconds: 0 },
  workspaces: false,
  labels: {
    product: 'Environment Operations Center',
    handle: 'Username',
    name: 'Name',
    apiKey: 'API token',
    apiKeys: 'API token',
    createApiKey: 'Generate',
    expiry: 'Expiration Date',
    settings: 'Account Settings',
    save: 'Save',
    discard: 'Cancel',
    revokeAll: 'Revoke all access',
    resetAuthentication: 'Reset authentication',
    deleteAccount: 'Delete user',
    workspace: 'Environment',
    workspaces: 'Environments',
  },
};
