import { z } from 'zod';

/** RFC 3339 in UTC, as `2026-11-22T23:00:00.000Z`. */
export const Time = z.iso.datetime();
export type Time = z.infer<typeof Time>;
