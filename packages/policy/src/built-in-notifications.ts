import type {
  BuiltInNotification,
  NotificationType,
  WorkspaceNotification,
} from '@latchkey/contracts/policy/notification-type';

/** How a preset names things in the notices that every policy has. */
interface Wording {
  /** As in the middle of a sentence: "API key", "token", … */
  readonly key: string;
  /** The heading of security notices. */
  readonly security: string;
  /** The heading of all others. */
  readonly account: string;
}

const typesFrom = <Id extends string>(
  texts: Record<Id, readonly [title: string, description: string]>,
  rest: Omit<NotificationType, 'id' | 'title' | 'description'>,
): NotificationType[] =>
  Object.entries<readonly [string, string]>(texts).map(([id, [title, description]]) => ({
    id,
    title,
    description,
    ...rest,
  }));

/** Told by mail and inbox, and nobody can switch them off: silence is what a thief of an account wants. */
const locked = { mandatory: true, adminRequired: false, email: true, inApp: true };
const switchable = { ...locked, mandatory: false };

type Optional = 'api_key_expiring' | 'export_ready';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const security = (
  key: string,
): Record<Exclude<BuiltInNotification, Optional | 'operator_alert'>, [string, string]> => ({
  password_changed: ['Password changed', 'The password of your account was changed or reset.'],
  new_sign_in: ['New sign-in', 'Your account was signed in to from a device not seen before.'],
  sign_in_locked: ['Sign-in locked', 'Too many wrong passwords were tried for your account.'],
  second_factor_changed: [
    'Second factor changed',
    'A second factor was added to your account or removed from it.',
  ],
  email_change_requested: [
    'Email change requested',
    'A change of your email address was asked for and can be undone.',
  ],
  email_changed: ['Email changed', 'The email address of your account was changed.'],
  address_claimed: ['Address used by somebody else', 'Somebody signed up with your email address.'],
  handle_changed: ['Sign-in name changed', 'The name that you sign in with was changed.'],
  access_revoked: ['Access revoked', `Sessions were ended, or a ${key} was revoked, in one go.`],
  credential_leaked: [
    'Leaked credential revoked',
    `Somebody reported a session or a ${key} of yours as leaked.`,
  ],
  api_key_created: [`${capital(key)} created`, `A ${key} was created for your account.`],
  api_key_changed: [`${capital(key)} changed`, `A ${key} of your account was changed or rotated.`],
  api_key_deleted: [`${capital(key)} deleted`, `A ${key} of your account was deleted.`],
  superseded_key_used: [`Rotated ${key} used`, `A ${key} that you rotated away was used after its time.`],
  account_deletion: ['Account deletion', 'The deletion of your account was scheduled or called off.'],
});

const account = (key: string): Record<Optional, [string, string]> => ({
  api_key_expiring: [`${capital(key)} expiring`, `A ${key} of your account is about to expire.`],
  export_ready: ['Export ready', 'The copy of your data that you asked for can be downloaded.'],
});

const operators: Record<'operator_alert', [string, string]> = {
  operator_alert: ['Operator alert', 'Something in this deployment needs an administrator.'],
};

/** What Latchkey itself sends, under every policy. */
export const builtInNotifications = (wording: Wording): NotificationType[] => [
  ...typesFrom(security(wording.key), { ...locked, category: wording.security }),
  ...typesFrom(account(wording.key), { ...switchable, category: wording.account }),
  ...typesFrom(operators, { ...switchable, adminRequired: true, category: 'Administration' }),
];

const workspaces: Record<WorkspaceNotification, [string, string]> = {
  database_password_changed: [
    'Database password changed',
    'The database password of your workspaces was changed.',
  ],
  database_password_not_everywhere: [
    'Database password not everywhere',
    'A new database password could not be brought to every workspace.',
  ],
};

/** What Latchkey sends besides where workspaces are on. */
export const workspaceNotifications = (category: string): NotificationType[] =>
  typesFrom(workspaces, { ...locked, category });
