import { z } from 'zod';

/** Query of every list. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('How many items at most, 1 to 100'),
  cursor: z.string().max(512).optional().describe('Opaque: `nextCursor` of the page before'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** `limit` and `cursor` as they cross the bus, already parsed. */
export const PageRequest = z.object({
  limit: z.number().int().min(1).max(100),
  cursor: z.string().optional(),
});
export type PageRequest = z.infer<typeof PageRequest>;

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
