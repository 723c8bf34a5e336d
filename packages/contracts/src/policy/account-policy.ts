import { z } from 'zod';

const days = (most: number) => z.int().min(0).max(most);

export const NamePolicy = z.strictObject({
  fields: z
    .enum(['single', 'first-and-last'])
    .describe('Whether a person has one name (`name`) or two (`firstName`, `lastName`)'),
  required: z.boolean().describe('Whether the name, or both names, must be given'),
  maxLength: z.int().min(1).max(100).describe('Longest name, or longest of the two, in characters'),
});

export const HandlePolicy = z.strictObject({
  pattern: z
    .string()
    .min(1)
    .max(200)
    .describe('Regular expression (JavaScript, `u` flag) that the whole handle must match'),
  minLength: z.int().min(1).max(64).describe('Shortest handle, in characters'),
  maxLength: z.int().min(1).max(64).describe('Longest handle, in characters'),
  mutable: z.boolean().describe('Whether people may change their handle'),
  reserved: z
    .array(z.string().min(1).max(64))
    .max(5000)
    .describe('Handles that nobody but an administrator may give out, compared in lower case'),
  holdDays: days(3650).describe('How long a handle that was given up is held for its former owner, in days'),
});
export type HandlePolicy = z.infer<typeof HandlePolicy>;

export const EmailPolicy = z.strictObject({
  change: z
    .enum(['self-service', 'admin-only'])
    .describe('Whether people change their own address, or an administrator does'),
  notificationAddress: z
    .boolean()
    .describe('Whether people may give a second address that notifications go to instead'),
});

export const AvatarPolicy = z.strictObject({
  lookup: z
    .enum(['gravatar', 'none'])
    .describe('Where a picture may be looked for by email address; `none` offers no look-up'),
  default: z
    .enum(['gravatar', 'generated'])
    .describe(
      'What an account shows until its owner chooses; a generated picture steps in for a Gravatar that is not there',
    ),
  upload: z.boolean().describe('Whether people may upload a picture'),
  mediaTypes: z
    .array(z.enum(['image/jpeg', 'image/png', 'image/webp']))
    .min(1)
    .describe('Image formats that an upload may have'),
  maxBytes: z
    .int()
    .min(1024)
    .max(8 * 1024 * 1024)
    .describe('Largest upload, in bytes; 8 MiB at most'),
  crop: z
    .enum(['center', 'dialog'])
    .describe('Whether the square is cut from the middle, or chosen by the owner in a dialog'),
});

export const DeletionPolicy = z.strictObject({
  by: z.enum(['self', 'admin']).describe('Who may delete an account: its owner too, or administrators alone'),
  confirmBy: z.enum(['handle', 'email']).describe('What must be typed to confirm'),
  graceSeconds: z
    .int()
    .min(0)
    .max(365 * 86_400)
    .describe(
      'How long an administrator can restore the account before its data is erased, in seconds; 0: at once',
    ),
});
