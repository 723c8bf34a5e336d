import { z } from 'zod';

/** RFC 3339 in UTC, as `2026-11-22T23:00:00.000Z`. Not of the year 0, which PostgreSQL does not have. */
export const Time = z.iso.datetime().refine((time) => !time.startsWith('0000'), 'must not be in the year 0');
export type Time = z.infer<typeof Time>;
