import { z } from 'zod';

/** One thing wrong with a request body, query or path. */
export const FieldProblem = z.object({
  /** JSON Pointer (RFC 6901) into the body, or the name of a parameter after `#`. */
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** Problem document, RFC 9457 (`application/problem+json`). */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(FieldProblem).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
