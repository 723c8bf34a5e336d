import type { z } from 'zod';

/**
 * Replies leave through the contract's output schema, so a column that it does not name stays inside. Not by an
 * interceptor of Nest's, whose Observable costs more than the check.
 *
 * @throws Error when the reply does not fit
 */
export function fitted(reply: unknown, output: z.ZodType): unknown {
  const result = output.safeParse(reply);
  if (result.success) return result.data;
  const what = result.error.issues
    .map((issue) => `${JSON.stringify(issue.path)}: ${issue.message}`)
    .join('; ');
  throw new Error(`The reply does not fit its contract: ${what}`);
}
