import type { HandlePolicy } from './policy/account-policy.js';

type HandleShape = Pick<HandlePolicy, 'pattern' | 'minLength' | 'maxLength'>;

/** A rule that a handle breaks. Whether it is reserved or taken is the server’s to say. */
export interface HandleRule {
  readonly code: 'too_short' | 'too_long' | 'invalid_format';
  readonly message: string;
}

/**
 * The pattern as a policy means it: it matches the whole handle, also where its author forgot the anchors.
 *
 * @throws SyntaxError
 */
export const handlePattern = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');

/** The rules that a handle breaks; length first, so that no pattern ever sees a long text. */
export function brokenHandleRules(policy: HandleShape, handle: string): HandleRule[] {
  const length = [...handle].length;
  if (length < policy.minLength)
    return [{ code: 'too_short', message: `Use at least ${policy.minLength} characters.` }];
  if (length > policy.maxLength)
    return [{ code: 'too_long', message: `Use at most ${policy.maxLength} characters.` }];
  if (!handlePattern(policy.pattern).test(handle))
    return [
      {
        code: 'invalid_format',
        message: 'It has characters, or an order of them, that are not allowed here.',
      },
    ];
  return [];
}
