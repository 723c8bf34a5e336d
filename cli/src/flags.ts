import { InvalidArgumentError, Option } from 'commander';

/** Whose account: the caller's unless said otherwise. */
export interface UserFlag {
  readonly userId: string;
}

export const userFlag = (): Option =>
  new Option('--user-id <user>', 'handle or id of the account').default('me', 'your own');

export interface YesFlag {
  readonly yes?: boolean;
}

export const yesFlag = (): Option => new Option('-y, --yes', 'do not ask whether to go ahead');

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** `true` and `false` behind a flag: `--revoke-all-access=false`. */
export function yesOrNo(text: string): boolean {
  if (/^(true|yes)$/i.test(text)) return true;
  if (/^(false|no)$/i.test(text)) return false;
  throw new InvalidArgumentError('It must be true or false.');
}

/** `A,B` or the flag again, or both. */
export function listed(text: string, before: readonly string[] = []): string[] {
  const items = text.split(/[\s,]+/).filter((item) => item !== '');
  return [...before, ...items];
}

/** RFC 3339, or a day: then its last second, here. */
export const moment = (text: string): string => timeOf(text, [23, 59, 59]);

/** RFC 3339, or a day: then its first second, here. */
export const momentFrom = (text: string): string => timeOf(text, [0, 0, 0]);

type ClockTime = readonly [hours: number, minutes: number, seconds: number];

function timeOf(text: string, clock: ClockTime): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? onDay(text, clock) : rfc3339(text);
  if (time === undefined)
    throw new InvalidArgumentError('It must be a day like 2027-01-31 or a time like 2027-01-31T12:00:00Z.');
  return time.toISOString();
}

function rfc3339(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/.test(text))
    return undefined;
  const time = new Date(text.replace(' ', 'T'));
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function onDay(text: string, clock: ClockTime): Date | undefined {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const time = new Date(year, month - 1, day, ...clock);
  // The 31st of February would become a day in March.
  return time.getMonth() === month - 1 && time.getDate() === day ? time : undefined;
}

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90`, `30m`, `24h` or `7d`, in seconds. */
export function seconds(text: string): number {
  const [, count, unit = 's'] = /^(\d{1,8})([smhd])?$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('It must be a time like 90s, 30m, 24h or 7d.');
  return Number(count) * (units[unit] ?? 1);
}
