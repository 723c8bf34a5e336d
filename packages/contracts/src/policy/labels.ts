import { z } from 'zod';

const label = (where: string) => z.string().min(1).max(60).describe(where);

/** What things are called here. Console and CLI say it this way. */
export const Labels = z.strictObject({
  product: label('The product that people sign in to, in titles and mails'),
  handle: label('What a handle is called, e.g. "User ID"'),
  name: label('What the single name is called, e.g. "Display Name"'),
  apiKey: label('What an API key is called, e.g. "API token"'),
  apiKeys: label('The same, more than one'),
  createApiKey: label('The button that makes one, e.g. "Generate"'),
  expiry: label('The field with its end, e.g. "Expiry date"'),
  settings: label('The entry of the avatar menu that leads to the settings'),
  save: label('The button that saves a form'),
  discard: label('The button that brings the last saved values back'),
  revokeAll: label('The box at the password change that revokes all access'),
  resetAuthentication: label('The button that ends every session and revokes every key'),
  deleteAccount: label('The button that deletes the account'),
  workspace: label('What a workspace is called'),
  workspaces: label('The same, more than one'),
});
export type Labels = z.infer<typeof Labels>;
