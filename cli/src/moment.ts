const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const steps: readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [365 * day, 'year'],
  [30 * day, 'month'],
  [day, 'day'],
  [hour, 'hour'],
  [minute, 'minute'],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** As "3 minutes ago" or "in 12 days". */
export function fromNow(time: string | null, now = new Date()): string {
  if (time === null) return 'never';
  const seconds = (Date.parse(time) - now.getTime()) / 1000;
  const [size, unit] = steps.find(([least]) => Math.abs(seconds) >= least) ?? [1, undefined];
  if (unit === undefined) return seconds > 0 ? 'in less than a minute' : 'just now';
  return relative.format(Math.round(seconds / size), unit);
}

/** As "24 December 2026 at 23:59 CET": with the zone, since the server counts in UTC. */
export function inWords(time: string | null): string {
  if (time === null) return 'never';
  return new Date(time).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/** Both, as `14 June 2026 at 10:00 UTC (in 3 days)`. */
export const inFull = (time: string | null, now = new Date()): string =>
  time === null ? 'never' : `${inWords(time)} (${fromNow(time, now)})`;
