import { plural } from '../plural.js';

export const sessions = {
  title: 'Sessions',
  description: 'Where you are signed in. End what you do not recognise, then change your password.',
  browser: (browser: string | null, os: string | null) =>
    browser && os ? `${browser} on ${os}` : (browser ?? os ?? 'Unknown browser'),
  cli: (os: string | null) => (os ? `Command line on ${os}` : 'Command line'),
  current: 'This browser',
  seen: 'Last seen',
  from: (ip: string) => `from ${ip}`,
  signedIn: 'Signed in',
  ends: 'Ends',
  end: 'End',
  endOne: (device: string) => `End ${device}`,
  endedOne: (device: string) => `${device} is signed out. No gateway accepts it any more.`,
  endOthers: 'End all others',
  confirmOthers: {
    title: 'End all other sessions?',
    body: (count: string) =>
      `${count} and what was derived from them stop working at once. You stay signed in here.`,
  },
  others: (count: number, more: boolean) => (more ? 'All others' : plural(count, 'other session')),
  endedOthers: 'All other sessions are ended.',
  onlyThis: 'You are signed in nowhere else.',
};
