import { z } from 'zod';
import type { Api } from '../../api.js';
import { Failure } from '../../failure.js';

/** The CLI’s name at the authorization server: a public client, so no secret (RFC 8628, 5.6). */
export const clientId = 'latchkey-cli';

/** RFC 8628, 3.2. Times in seconds. */
const Authorization = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.url({ protocol: /^https?$/ }),
  verification_uri_complete: z.url({ protocol: /^https?$/ }).optional(),
  expires_in: z.number().positive(),
  interval: z.number().positive().default(5),
});
export type Authorization = z.infer<typeof Authorization>;

/** RFC 6749, 5.1 and 5.2. */
const Token = z.object({ access_token: z.string(), expires_in: z.number().optional() });
const Refusal = z.object({ error: z.string(), error_description: z.string().optional() });

export type GrantedToken = z.infer<typeof Token>;

export async function authorizeDevice(api: Api): Promise<Authorization> {
  const { ok, body } = await api.form('/oauth2/device_authorization', { client_id: clientId });
  const authorization = Authorization.safeParse(body);
  if (ok && authorization.success) return authorization.data;
  throw refused(body);
}

/**
 * Asks again and again until the person has decided (RFC 8628, 3.4 and 3.5).
 *
 * @param wait resolves after so many seconds
 */
export async function awaitToken(
  api: Pick<Api, 'form'>,
  { device_code, interval, expires_in }: Authorization,
  wait: (seconds: number) => Promise<void>,
): Promise<GrantedToken> {
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code,
    client_id: clientId,
  };
  let pause = interval;
  for (let left = expires_in; left > 0; left -= pause) {
    await wait(pause);
    const step = await api.form('/oauth2/token', form).then(judged, passedOver);
    if (typeof step === 'object') return step;
    if (step === 'slow_down') pause += 5;
    // A connection that fails is tried less and less often.
    if (step === 'unreachable') pause = Math.min(2 * pause, 60);
  }
  throw expired();
}

type Step = GrantedToken | 'authorization_pending' | 'slow_down' | 'unreachable';

function judged({ ok, body }: { ok: boolean; body: unknown }): Step {
  const token = Token.safeParse(body);
  if (ok && token.success) return token.data;
  const error = Refusal.safeParse(body).data?.error;
  if (error === 'authorization_pending' || error === 'slow_down') return error;
  if (error === 'expired_token') throw expired();
  if (error === 'access_denied') throw new Failure('forbidden', 'The login was declined in the browser.');
  throw refused(body);
}

/** Away for a moment is not declined. */
function passedOver(error: unknown): Step {
  if (error instanceof Failure && error.kind === 'unavailable') return 'unreachable';
  if (error instanceof Failure && error.kind === 'rateLimited') return 'slow_down';
  throw error;
}

const expired = (): Failure =>
  new Failure('notSignedIn', 'The code has expired before anybody approved it.', {
    next: 'Run `latchkey login` again.',
  });

function refused(body: unknown): Failure {
  const { error = 'no reason', error_description } = Refusal.partial().safeParse(body).data ?? {};
  return new Failure('forbidden', error_description ?? `The server refuses the login: ${error}.`, {
    code: error,
    next: 'Check that the URL is that of a Latchkey: `--url` or LATCHKEY_URL chooses another.',
  });
}
