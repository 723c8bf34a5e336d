import { atStart, inSentence } from '../in-sentence.js';
import { list, plural } from '../plural.js';

export const apiKey = {
  title: (labels: string) => labels,
  description: 'For programs that act for you. Treat it like a password and give it no more than it needs.',
  limit: (used: number, most: number, labels: string) => `${used} of ${most} ${inSentence(labels)} in use.`,
  limitReached: (most: number, label: string, labels: string) =>
    most === 1
      ? `You can have one ${inSentence(label)} at a time. Delete it to make another.`
      : `You can have ${most} ${inSentence(labels)} at a time. Delete one to make another.`,
  empty: (labels: string) => `No ${inSentence(labels)} yet`,
  emptyBody: (label: string) =>
    `Make one for each program, so that you can take it back alone. A ${inSentence(label)} is shown once.`,
  unnamed: (label: string, last4: string) => `${atStart(label)} ending in ${last4}`,
  endsIn: (last4: string) => `ends in ${last4}`,
  status: { active: 'Active', inactive: 'Inactive', expired: 'Expired', superseded: 'Replaced' },
  allRights: 'All rights',
  rights: (count: number) => (count === 0 ? 'No rights' : plural(count, 'right')),
  ownerAccess: 'Your access',
  created: 'Created',
  lastUsed: 'Last used',
  from: (ip: string) => `from ${ip}`,
  neverUsed: 'Never used',
  expires: 'Expires',
  expired: 'Expired',
  noExpiry: 'Does not expire',
  onlyFrom: (cidrs: readonly string[]) => `Only from ${list(cidrs)}`,
  menu: (name: string) => `What to do with ${name}`,
  edit: 'Edit',
  rotate: 'Rotate',
  deactivate: 'Deactivate',
  reactivate: 'Reactivate',
  delete: 'Delete',
  deactivated: (name: string) => `${name} is off. No gateway accepts it any more.`,
  reactivated: (name: string) => `${name} works again.`,
  deleted: (name: string) => `${name} is deleted. No gateway accepts it any more.`,
  confirmDelete: {
    title: (name: string) => `Delete ${name}?`,
    body: (label: string) =>
      `Programs that use it are refused at once. This cannot be undone: they will need a new ${inSentence(label)}.`,
  },
  confirmRotate: {
    title: (name: string) => `Rotate ${name}?`,
    body: (label: string) => `You get a new ${inSentence(label)} with the same rights and expiry.`,
    grace: 'The old one works on for',
    noGrace: 'No time: it stops at once',
    seconds: (seconds: number) =>
      seconds < 86_400 ? plural(seconds / 3600, 'hour') : plural(seconds / 86_400, 'day'),
  },
};

export const apiKeyForm = {
  name: 'Name',
  namePlaceholder: 'What will use it?',
  rights: 'Rights',
  all: 'Grant all current and future rights',
  allExplained: 'Everything that you may do on your account, also what is added later.',
  individual: 'Grant individual rights',
  search: 'Search rights',
  selectAll: 'Select all',
  readOnly: 'Read only',
  clear: 'Clear',
  chosen: (count: number) => `${count} chosen`,
  noMatch: 'No right is called that.',
  group: (key: string) => (key === 'USER' ? 'Account' : key.charAt(0) + key.slice(1).toLowerCase()),
  cidrs: 'Allowed addresses',
  cidrsExplained: 'One address or range a line, e.g. 203.0.113.0/24 or 2001:db8::/32. Empty: from anywhere.',
  duration: (days: number) => (days === 365 ? '1 year' : plural(days, 'day')),
  chooseDate: 'Choose a date',
  keepExpiry: (when: string) => `Unchanged: ${when}`,
  never: 'No expiration',
  date: 'Date',
  until: (when: string) => `Until ${when}.`,
  untilNever: (label: string) => `A ${inSentence(label)} that never expires is one to forget. Prefer a date.`,
  dateRequired: 'Choose a date.',
  notExtendable: 'The expiry can be brought forward, but not extended.',
  saved: 'Your changes are saved.',
  editTitle: (name: string) => name,
  back: (labels: string) => `Back to ${inSentence(labels)}`,
  notFound: (label: string) => `This ${inSentence(label)} is not there any more.`,
};

export const secret = {
  title: (label: string) => `Your new ${inSentence(label)}`,
  once: 'Copy it now and keep it somewhere safe. You cannot see it again.',
  copied: (label: string) => `I have copied the ${inSentence(label).split(' ').at(-1)}`,
  field: (label: string) => label,
  done: 'Done',
  lost: (label: string) =>
    `The ${inSentence(label)} was made, but its text was lost on the way. Delete it and make another.`,
};

export const singleToken = {
  none: (label: string) => `There is no ${inSentence(label)}. Generate one to call the API.`,
  hidden: (last4: string) => `•••• •••• •••• ${last4}`,
  hiddenExplained: 'It was shown when it was made and cannot be shown again.',
  unsaved: 'Choose when it expires, then save. Leaving without saving deletes it.',
  shownOnce: 'Once you leave this page it can no longer be copied or viewed.',
  saved: (label: string) => `Your ${inSentence(label)} is saved.`,
  expires: (days: number) =>
    days <= 0
      ? 'The current token expires today!'
      : `The current token will expire in ${plural(days, 'day')}!`,
  expired: (label: string) =>
    `The current token has expired. Delete it and generate a new ${inSentence(label)}.`,
  fixedExpiry: 'The expiry cannot be extended.',
  deleteLabel: (label: string) => `Delete ${inSentence(label)}`,
  confirmDelete: {
    title: (label: string) => `Delete ${inSentence(label)}`,
    body: (label: string) =>
      `Deleting is permanent. For future API calls you will have to generate a new ${inSentence(label)}.`,
  },
  deleted: (label: string) =>
    `The ${inSentence(label)} is deleted. For future API calls please generate a new one.`,
};

export const stepUp = {
  title: 'Confirm it is you',
  body: 'You signed in some time ago. Type your password to go on.',
  password: 'Current password',
  confirm: 'Go on',
};
