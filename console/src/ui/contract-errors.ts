import type { z } from 'zod';
import { strings } from '../strings/strings.js';

type Issue = z.core.$ZodIssue;

/**
 * What the contract's schema says against a body, by field and in the catalogue's words: the form refuses what the
 * server would refuse.
 */
export function contractErrors(schema: z.ZodType, body: unknown): Record<string, string> {
  const result = schema.safeParse(body);
  const errors: Record<string, string> = {};
  for (const issue of result.error?.issues ?? []) {
    const field = String(issue.path[0] ?? '');
    errors[field] ??= say(issue);
  }
  return errors;
}

function say(issue: Issue): string {
  const { field } = strings;
  if (issue.code === 'too_small' || issue.input === undefined || issue.input === '') return field.required;
  if (issue.code === 'too_big') return field.tooLong(Number(issue.maximum));
  if (issue.message.includes('email')) return field.email;
  if (issue.message.includes('control')) return field.controlCharacters;
  return field.invalid;
}
