import { formatDateTime, formatRelative } from './format-time.js';

/** How long ago or from now, with the exact time on hover. */
export function RelativeTime({ time }: { time: string }) {
  return (
    <time dateTime={time} title={formatDateTime(time)}>
      {formatRelative(time, Date.now())}
    </time>
  );
}
