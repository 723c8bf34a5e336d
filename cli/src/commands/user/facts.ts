import { getUser } from '@latchkey/contracts/identity/user';
import type { Labels } from '@latchkey/contracts/policy/labels';
import type { OutputOf } from '@latchkey/contracts/rpc';
import type { Context } from '../../context.js';
import { inFull } from '../../moment.js';
import type { Cell } from '../../output.js';

/** What an account looks like to whoever may see all of it, and to others. */
export const SeenUser = getUser.output;
type SeenUser = OutputOf<typeof getUser>;

export function showUser({ out, url }: Context, user: SeenUser, labels: Labels): void {
  out.facts([
    ['ID', user.id],
    [labels.handle, { text: user.handle, tone: 'strong' }],
    [labels.name, user.name ?? ''],
    ...('email' in user ? ownFacts(user) : []),
    ['Picture', new URL(user.avatar.url, url).href],
  ]);
}

function ownFacts(user: Extract<SeenUser, { email: string }>): (readonly [string, Cell])[] {
  return [
    ...(user.firstName === null ? [] : [['First name', user.firstName] as const]),
    ...(user.lastName === null ? [] : [['Last name', user.lastName] as const]),
    ['Email', `${user.email}${user.emailVerified ? '' : ' (not confirmed)'}`],
    ...(user.pendingEmail === null ? [] : [['Changing to', user.pendingEmail] as const]),
    ...(user.notificationEmail === null ? [] : [['Notifications to', user.notificationEmail] as const]),
    ['Role', user.admin ? 'administrator' : 'user'],
    ['State', { text: user.state, tone: user.state === 'active' ? 'good' : 'bad' }],
    ['Created', inFull(user.createdAt)],
    ['Last sign-in', inFull(user.lastSignInAt)],
    ['Password changed', inFull(user.passwordChangedAt)],
  ];
}
