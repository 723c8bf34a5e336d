import { ApiError, NoAnswer } from '../api/api-error.js';
import { strings } from '../strings/strings.js';

/** A failed request in one sentence for the person who made it. */
export function sayError(error: unknown): string {
  const { problem, problems } = strings;
  if (error instanceof NoAnswer) return problem.noAnswer;
  if (!(error instanceof ApiError)) return problem.unknown;
  if (error.code === 'rate_limited') return problem.rateLimited(error.retryAfter);
  return problems[error.code] || error.message || problem.unknown;
}
