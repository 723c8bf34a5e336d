import { eventually } from './eventually.js';
import type { Answer } from './http.js';
import type { Latchkey, Mail } from './latchkey.js';
import { somebody } from './people.js';

const resetSubject = 'Reset your password';

/** The token in the link of such a mail. */
export function tokenIn({ text }: Mail): string {
  const [, token] = /\/reset-password#token=([0-9A-Za-z]+)/.exec(text) ?? [];
  if (!token) throw new Error(`no link in ${text}`);
  return token;
}

/** Those that came to an address, oldest first. */
export const resetMails = async (latchkey: Latchkey, address: string): Promise<Mail[]> =>
  (await latchkey.mails(address)).filter(({ subject }) => subject === resetSubject);

/** The tokens of all links that were mailed to an address, once there are so many. */
export const resetTokens = (latchkey: Latchkey, address: string, count = 1): Promise<string[]> =>
  eventually(async () => {
    const mails = await resetMails(latchkey, address);
    if (mails.length < count)
      throw new Error(`${mails.length} links were mailed to ${address}, not ${count}`);
    return mails.map(tokenIn);
  });

/** Asks for a link, and gives back the token that comes by mail. */
export async function askForReset(
  latchkey: Latchkey,
  { handle, email }: { readonly handle: string; readonly email: string },
): Promise<string> {
  const before = (await resetMails(latchkey, email)).map(tokenIn);
  const { status } = await latchkey.ask('POST', '/v1/password-resets', { body: { identifier: handle } });
  if (status !== 202) throw new Error(`the request for a link was answered ${status}`);
  const after = await resetTokens(latchkey, email, before.length + 1);
  return after.find((token) => !before.includes(token)) as string;
}

/** Sets the new password with a link's token. */
export const completeReset = (
  latchkey: Latchkey,
  token: string,
  { newPassword = somebody().password, gateway = 1 }: { newPassword?: string; gateway?: number } = {},
): Promise<Answer> =>
  latchkey.ask('POST', '/v1/password-resets/complete', { body: { token, newPassword }, gateway });
