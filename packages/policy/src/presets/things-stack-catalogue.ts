import type { NotificationType } from '@latchkey/contracts/policy/notification-type';
import type { Right } from '@latchkey/contracts/rights';
import { builtInNotifications } from '../built-in-notifications.js';

const rights = (texts: Record<string, readonly [title: string, description: string]>): Right[] =>
  Object.entries(texts).map(([id, [title, description]]) => ({ id, title, description }));

/** What the network's own services ask for at `/v1/auth/verify`. */
export const networkRights: readonly Right[] = rights({
  RIGHT_USER_AUTHORIZED_CLIENTS: [
    'Manage authorizations',
    'List and revoke the OAuth clients that were authorized.',
  ],
  RIGHT_USER_APPLICATIONS_LIST: ['List applications', 'List the applications that the user collaborates on.'],
  RIGHT_USER_APPLICATIONS_CREATE: ['Create applications', 'Create applications under the user account.'],
  RIGHT_USER_GATEWAYS_LIST: ['List gateways', 'List the gateways that the user collaborates on.'],
  RIGHT_USER_GATEWAYS_CREATE: ['Create gateways', 'Create gateways under the user account.'],
  RIGHT_USER_CLIENTS_LIST: ['List OAuth clients', 'List the OAuth clients that the user collaborates on.'],
  RIGHT_USER_CLIENTS_CREATE: ['Create OAuth clients', 'Create OAuth clients under the user account.'],
  RIGHT_USER_ORGANIZATIONS_LIST: [
    'List organizations',
    'List the organizations that the user is a member of.',
  ],
  RIGHT_USER_ORGANIZATIONS_CREATE: ['Create organizations', 'Create organizations under the user account.'],
  RIGHT_APPLICATION_INFO: ['View applications', 'Read the information of applications.'],
  RIGHT_APPLICATION_SETTINGS_BASIC: ['Edit applications', 'Change the basic settings of applications.'],
  RIGHT_APPLICATION_DEVICES_READ: ['View devices', 'Read the devices of applications.'],
  RIGHT_APPLICATION_DEVICES_WRITE: ['Edit devices', 'Create, change and delete the devices of applications.'],
  RIGHT_APPLICATION_TRAFFIC_READ: [
    'Read application traffic',
    'Read uplink and downlink messages of applications.',
  ],
  RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE: ['Write downlink traffic', 'Send downlink messages to devices.'],
  RIGHT_GATEWAY_INFO: ['View gateways', 'Read the information of gateways.'],
  RIGHT_GATEWAY_SETTINGS_BASIC: ['Edit gateways', 'Change the basic settings of gateways.'],
  RIGHT_GATEWAY_STATUS_READ: ['View gateway status', 'Read the status of gateways.'],
  RIGHT_GATEWAY_TRAFFIC_READ: ['Read gateway traffic', 'Read the traffic of gateways.'],
  RIGHT_ORGANIZATION_INFO: ['View organizations', 'Read the information of organizations.'],
});

const ordinary = { category: 'Network', mandatory: false, adminRequired: false, email: true, inApp: true };
const forAdmins = { ...ordinary, category: 'Administration', adminRequired: true };

const ofTheNetwork: readonly NotificationType[] = [
  {
    id: 'collaborator_changed',
    title: 'Collaborator changed',
    description: 'A collaborator of something that you look after was added or changed.',
    ...ordinary,
  },
  {
    id: 'entity_state_changed',
    title: 'State changed',
    description: 'The state of your account, or of an OAuth client that you look after, was changed.',
    ...ordinary,
  },
  {
    id: 'client_requested',
    title: 'OAuth client requested',
    description: 'Somebody registered an OAuth client that waits for approval.',
    ...forAdmins,
  },
  {
    id: 'user_requested',
    title: 'Account requested',
    description: 'Somebody signed up and waits for approval.',
    ...forAdmins,
  },
  { id: 'invitation', title: 'Invitation', description: 'Somebody was invited to sign up.', ...forAdmins },
];

/** The seed lets people choose these, so their email can be switched off here; it is on until somebody does. */
const chosenInTheSeed = new Set(['api_key_created', 'api_key_changed', 'api_key_deleted']);

export const networkNotifications: readonly NotificationType[] = [
  ...builtInNotifications({ key: 'API key', security: 'Security', account: 'Account' }).map((type) =>
    chosenInTheSeed.has(type.id) ? { ...type, mandatory: false } : type,
  ),
  ...ofTheNetwork,
];
