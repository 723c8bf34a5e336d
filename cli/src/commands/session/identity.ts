import { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { type Api, path } from '../../api.js';
import { Failure } from '../../failure.js';

/** Whom a credential stands for, and what it may do. */
export interface Identity {
  readonly userId: string;
  readonly handle: string;
  readonly credentialId: string;
  readonly rights: readonly string[];
}

/** Asks as any program would that checks a credential: no right is needed for that. @throws Failure */
export async function identify(api: Api): Promise<Identity> {
  const { headers } = await api.send('GET', '/v1/auth/verify');
  const [userId, handle, credentialId] = ['user', 'handle', 'credential'].map((name) =>
    headers.get(`x-latchkey-${name}`),
  );
  if (!userId || !handle || !credentialId)
    throw new Failure('unavailable', `${api.url} did not say who you are.`, {
      next: 'Check that the URL is that of a Latchkey: `--url` or LATCHKEY_URL chooses another.',
    });
  const rights = (headers.get('x-latchkey-rights') ?? '').split(/[\s,]+/).filter((right) => right !== '');
  return { userId, handle, credentialId, rights };
}

/** When a key ends; null: never, or the key has no right to look at itself. */
export async function endOfKey(api: Api, { credentialId }: Identity): Promise<string | null> {
  try {
    const key = await api.ask('GET', path`/v1/users/me/api-keys/${credentialId}`, { answer: ApiKey });
    return key.expiresAt;
  } catch (error) {
    if (error instanceof Failure && (error.kind === 'forbidden' || error.kind === 'notFound')) return null;
    throw error;
  }
}
