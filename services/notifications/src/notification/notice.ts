import type { Actor } from '@latchkey/contracts/caller';
import Bowser from 'bowser';
import type { Fact, Mail } from '../mail.js';
import { adviceOn, type NoticeType } from './advice.js';

/** What a reaction has to say to a user. */
export interface Notice {
  readonly userId: string;
  readonly type: NoticeType;
  /** Also the mail's subject: no text in it that a user chose. */
  readonly title: string;
  readonly body: string;
  /** Who did it; null when that is nobody's business, or nobody. */
  readonly actor: Actor | null;
  /** For programs: ids and numbers, no secret. */
  readonly data: Record<string, unknown>;
}

/** When, from where and with what. */
export function factsOfActor(actor: Actor | null, time: string): Fact[] {
  const facts = [{ label: 'When', value: timeInWords(time) }];
  if (actor?.ipAddress) facts.push({ label: 'IP address', value: actor.ipAddress });
  if (actor?.userAgent) facts.push({ label: 'Device', value: deviceInWords(actor.userAgent) });
  return facts;
}

/** When, from where, with what, and by whom if not by the owner. */
export function factsOf({ userId, actor }: Notice, time: string): Fact[] {
  const facts = factsOfActor(actor, time);
  if (actor?.userId && actor.userId !== userId)
    facts.push({ label: 'By', value: `administrator ${actor.handle ?? actor.userId}` });
  return facts;
}

interface Occasion {
  readonly handle: string;
  readonly time: string;
  /** Whether the policy lets nobody switch it off. */
  readonly mandatory: boolean;
}

export function mailOf(notice: Notice, { handle, time, mandatory }: Occasion): Mail {
  return {
    subject: notice.title,
    greeting: `Hello ${handle},`,
    paragraphs: [notice.body],
    facts: factsOf(notice, time),
    advice: adviceOn[notice.type],
    footer: mandatory
      ? 'You get this mail because it concerns the security of your account. It cannot be turned off.'
      : 'You can choose which mails you get in your notification settings.',
  };
}

/** After it nobody is left to be told anything, and no page to go to. */
export const farewell = (handle: string, time: string): Mail => ({
  subject: 'Your account was deleted',
  greeting: `Hello ${handle},`,
  paragraphs: ['Your account was deleted, and all that was kept of it is erased.'],
  facts: factsOfActor(null, time),
  advice: {
    text: 'If this was not you, tell an administrator of this service at once.',
    linkText: 'Sign in',
    path: '/sign-in',
  },
  footer: 'This is the last mail about this account. This address is forgotten once it is on its way.',
});

const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** `22 November 2026 at 23:05 UTC` */
export const timeInWords = (time: string): string => `${inWords.format(new Date(time))} UTC`;

/** `Firefox on Linux`; what the user agent says of itself if that is no browser. */
export function deviceInWords(userAgent: string): string {
  try {
    const { browser, os } = Bowser.parse(userAgent);
    if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  } catch {
    // Bowser refuses an empty text.
  }
  return userAgent.slice(0, 80) || 'unknown';
}

/**
 * `API key “deploy” (…k3fA)`: enough to tell keys apart.
 *
 * @param label what a key is called in this deployment
 */
export const keyInWords = (label: string, { name, last4 }: { name: string | null; last4: string }): string =>
  name ? `${label} “${name}” (…${last4})` : `${label} …${last4}`;

/** As the first word of a title. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
