import { parseToken } from '@latchkey/contracts/token';
import type { Context } from '../../context.js';
import { clientId } from './device-flow.js';

/**
 * Ends a sign-in at the server (RFC 7009); the answer means that it is dead everywhere. An API key is left alone: it may
 * be in use elsewhere, and `users api-keys delete` ends it.
 *
 * @returns whether it was ended
 */
export async function endToken({ anonymous }: Context, token: string): Promise<boolean> {
  if (parseToken(token)?.kind === 'key') return false;
  await anonymous.send('POST', '/oauth2/revoke', { form: { token, client_id: clientId } });
  return true;
}
