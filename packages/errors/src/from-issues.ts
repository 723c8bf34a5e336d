import type { FieldError } from './app-error.js';
import { ValidationFailed } from './errors.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: unknown;
  readonly keys?: unknown;
}

const escapeSegment = (segment: string) => segment.replaceAll('~', '~0').replaceAll('/', '~1');

const pointerOf = (path: NonNullable<Issue['path']>) =>
  path.map((s) => `/${escapeSegment(String(typeof s === 'object' ? s.key : s))}`).join('');

/** One row per unknown property: a client that misspells two names is told both. */
function unknownProperties(issue: Issue, pointer: string): FieldError[] {
  return (issue.keys as string[]).map((key) => ({
    pointer: `${pointer}/${escapeSegment(key)}`,
    code: 'unknown_property',
    message: `is not a property of this request`,
  }));
}

/** The problem document's rows for what a Standard Schema (zod) found wrong. */
export function validationFailed(issues: readonly Issue[]): ValidationFailed {
  return new ValidationFailed(
    issues.slice(0, 50).flatMap((issue) => {
      const pointer = pointerOf(issue.path ?? []);
      if (issue.code === 'unrecognized_keys' && Array.isArray(issue.keys))
        return unknownProperties(issue, pointer);
      return [
        { pointer, code: typeof issue.code === 'string' ? issue.code : 'invalid', message: issue.message },
      ];
    }),
  );
}
