import { z } from 'zod';

const atLeast = (what: string) =>
  z.int().min(0).max(64).describe(`Fewest ${what}; 0: no such rule. NIST SP 800-63B-4 asks for none`);

export const PasswordPolicy = z.strictObject({
  minLength: z
    .int()
    .min(8)
    .max(128)
    .describe('Shortest password, in code points. NIST SP 800-63B-4: 15 when it is the only factor'),
  maxLength: z.int().min(64).max(1024).describe('Longest password, in code points'),
  minUppercase: atLeast('upper-case letters'),
  minLowercase: atLeast('lower-case letters'),
  minDigits: atLeast('digits'),
  minSpecial: atLeast('characters that are neither letter nor digit; a space counts'),
  rejectHandle: z
    .boolean()
    .describe('Whether a password that contains the handle is refused, in any case of letters'),
  blockList: z.boolean().describe('Whether a password on the list of common and leaked ones is refused'),
  minStrength: z
    .int()
    .min(0)
    .max(4)
    .nullable()
    .describe(
      'Least strength by estimate, from 0 (guessed at once) to 4 (very hard to guess); null: not estimated',
    ),
});
export type PasswordPolicy = z.infer<typeof PasswordPolicy>;
