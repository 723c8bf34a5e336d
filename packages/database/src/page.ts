import { ValidationFailed } from '@latchkey/errors/errors';
import { z } from 'zod';

/** A time as PostgreSQL or JavaScript writes it, with its offset. */
const written =
  /^(?!0000)\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)$/;

/** Whether PostgreSQL reads it: a day that no calendar has would be its error, and so ours. */
function isTime(text: string): boolean {
  const seconds = text.slice(0, 19).replace(' ', 'T');
  const date = new Date(`${seconds}Z`);
  return written.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(seconds);
}

/** Where a page ended: newest first by time, then by id. Stable under inserts, since nothing is counted. */
const Position = z.tuple([z.string().refine(isTime), z.string().regex(/^\w{1,64}$/)]);

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Reads a cursor; one that was not made here is the client's mistake. */
export function readCursor(cursor: string | undefined): [time: string, id: string] | undefined {
  if (cursor === undefined) return undefined;
  try {
    return Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new ValidationFailed([
      { pointer: '#cursor', code: 'invalid_cursor', message: 'is not a cursor of this list' },
    ]);
  }
}

/**
 * Cuts a page out of `limit + 1` rows.
 *
 * @param positionOf the exact sort key of a row (times with microseconds, as text from the database)
 */
export function pageOfRows<R, T>(
  rows: readonly R[],
  limit: number,
  { positionOf, toItem }: { positionOf: (row: R) => [string, string]; toItem: (row: R) => T },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map(toItem),
    nextCursor: more ? Buffer.from(JSON.stringify(positionOf(last))).toString('base64url') : null,
  };
}
