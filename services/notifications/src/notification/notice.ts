import type { Actor } from '@latchkey/contracts/caller';
import Bowser from 'bowser';
import type { Fact, Mail } from '../delivery/mail.js';
import { catalogue, type NoticeType } from './catalogue.js';

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

/** When, from where, with what, and by whom if not by the owner. */
export function factsOf({ userId, actor }: Notice, time: string): Fact[] {
  const facts = [{ label: 'When', value: timeInWords(time) }];
  if (actor?.ipAddress) facts.push({ label: 'IP address', value: actor.ipAddress });
  if (actor?.userAgent) facts.push({ label: 'Device', value: deviceInWords(actor.userAgent) });
  if (actor?.userId && actor.userId !== userId) facts.push({ label: 'By', value: `administrator ${actor.handle ?? actor.userId}` });
  return facts;
}

export function mailOf(notice: Notice, { handle, time }: { handle: string; time: string }): Mail {
  const { mandatory, advice } = catalogue[notice.type];
  return {
    subject: notice.title,
    greeting: `Hello ${handle},`,
    paragraphs: [notice.body],
    facts: factsOf(notice, time),
    advice,
    footer: mandatory
      ? 'You get this mail because it concerns the security of your account. It cannot be turned off.'
      : 'You can choose which mails you get in your notification settings.',
  };
}

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

/** `“deploy” (…k3fA)`: enough to tell keys apart. */
export const keyInWords = ({ name, last4 }: { name: string | null; last4: string }): string =>
  name ? `“${name}” (…${last4})` : `…${last4}`;
