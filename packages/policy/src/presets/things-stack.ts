import type { Policy } from '@latchkey/contracts/policy';
import { builtInRights } from '@latchkey/contracts/rights';
import { day, hour, mebibyte } from '../quantities.js';
import { reservedHandles } from '../reserved-handles.js';
import { networkNotifications, networkRights } from './things-stack-catalogue.js';

/** The Things Stack: one name, an immutable User ID, any number of keys with chosen rights that outlive "revoke all". */
export const thingsStackPolicy: Policy = {
  preset: 'things-stack',
  identifier: 'handle',
  name: { fields: 'single', required: false, maxLength: 50 },
  handle: {
    pattern: '^[a-z0-9](?:-?[a-z0-9])*$',
    minLength: 2,
    maxLength: 36,
    mutable: false,
    reserved: [...reservedHandles],
    holdDays: 30,
  },
  email: { change: 'self-service', notificationAddress: false },
  registration: 'open',
  password: {
    minLength: 8,
    maxLength: 1000,
    minUppercase: 1,
    minLowercase: 0,
    minDigits: 1,
    minSpecial: 0,
    rejectHandle: true,
    // Off in the seed as it is delivered (reject-common): its checklist is these rules and no more.
    blockList: false,
    minStrength: null,
  },
  // The seed's sessions never end by themselves; NIST SP 800-63B-4 asks for an end, within 30 days.
  sessions: {
    browser: { idleSeconds: null, absoluteSeconds: 30 * day },
    cli: { idleSeconds: null, absoluteSeconds: 30 * day },
  },
  apiKeys: {
    maximum: null,
    rights: 'chosen',
    durationsInDays: null,
    maxDays: null,
    expiryRequired: false,
    extendable: true,
    deactivatable: false,
    expiringSoonDays: 7,
    warnAtDays: [30, 7, 1],
    rotatable: false,
    maxGraceSeconds: 0,
    secretShown: 'dialog',
  },
  revokeAll: { sessions: true, cliTokens: true, apiKeys: false },
  rights: [...builtInRights, ...networkRights],
  notifications: [...networkNotifications],
  avatar: {
    lookup: 'gravatar',
    default: 'gravatar',
    upload: true,
    mediaTypes: ['image/jpeg', 'image/png'],
    maxBytes: 8 * mebibyte,
    crop: 'center',
  },
  deletion: { by: 'self', confirmBy: 'handle', graceSeconds: 24 * hour },
  workspaces: false,
  labels: {
    product: 'The Things Stack',
    handle: 'User ID',
    name: 'Name',
    apiKey: 'API key',
    apiKeys: 'API keys',
    createApiKey: 'Create Personal API Key',
    expiry: 'Expiry date',
    settings: 'Profile settings',
    save: 'Save changes',
    discard: 'Discard changes',
    revokeAll: 'Revoke all access',
    resetAuthentication: 'Reset authentication',
    deleteAccount: 'Delete account',
    workspace: 'Workspace',
    workspaces: 'Workspaces',
  },
};
