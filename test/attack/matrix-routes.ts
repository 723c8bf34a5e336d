import type { Route } from '../../services/gateway/dist/openapi/inventory.js';

/**
 * How a route is asked so that nothing happens, and what it answers to whoever is let in. Where a success would change
 * something, the request has a fault that is found only behind the door.
 */
export interface Question {
  readonly path: string;
  readonly body?: unknown;
  readonly form?: string;
  /** The status behind the door. */
  readonly behind: number;
  /** Behind the door there is another one, for administrators. */
  readonly adminsOnly?: true;
}

const me = '/v1/users/me';
const noKey = `${me}/api-keys/key_00000000000000000000`;
const wrong = { thereIsNoSuchProperty: 1 };

/** By operation. One that is not here is a hole in the matrix. */
export const questions = (userCode: string): Readonly<Record<string, Question>> => ({
  'user.create': { path: '/v1/users', body: wrong, behind: 422 },
  'user.list': { path: '/v1/users?limit=1', behind: 200, adminsOnly: true },
  'user.get': { path: me, behind: 200 },
  'user.update': { path: me, body: wrong, behind: 422 },
  'deletion.delete': { path: me, body: wrong, behind: 422 },
  'deletion.restore': { path: `${me}/restore`, behind: 409, adminsOnly: true },
  'deletion.purge': { path: `${me}/purge`, behind: 409, adminsOnly: true },
  'password.change': { path: `${me}/password`, body: wrong, behind: 422 },
  'passwordReset.request': { path: '/v1/password-resets', body: wrong, behind: 422 },
  'passwordReset.complete': { path: '/v1/password-resets/complete', body: wrong, behind: 422 },
  'session.create': { path: '/v1/sessions', body: wrong, behind: 422 },
  'session.list': { path: `${me}/sessions`, behind: 200 },
  'session.end': { path: `${me}/sessions/ses_00000000000000000000`, behind: 404 },
  'session.endAll': { path: `${me}/sessions?except=nothing`, behind: 422 },
  'apiKey.create': { path: `${me}/api-keys`, body: wrong, behind: 422 },
  'apiKey.list': { path: `${me}/api-keys`, behind: 200 },
  'apiKey.get': { path: noKey, behind: 404 },
  'apiKey.update': { path: noKey, body: wrong, behind: 422 },
  'apiKey.delete': { path: noKey, behind: 404 },
  'apiKey.rotate': { path: `${noKey}/rotate`, body: wrong, behind: 422 },
  'credential.reset': { path: `${me}/reset-authentication`, body: wrong, behind: 422 },
  'credential.revoke': { path: '/v1/credentials/revoke', body: wrong, behind: 422 },
  'credential.introspect': { path: '/v1/credentials/introspect', body: wrong, behind: 422 },
  'notification.list': { path: `${me}/notifications`, behind: 200 },
  'notification.stream': { path: `${me}/notifications/stream`, behind: 200 },
  'notification.update': {
    path: `${me}/notifications/ntf_00000000000000000000`,
    body: { status: 'seen' },
    behind: 404,
  },
  'notification.markAllSeen': { path: `${me}/notifications/mark-all-seen`, behind: 200 },
  'auditLog.list': { path: `${me}/audit-log?limit=1`, behind: 200 },
  'avatar.get': { path: '/v1/avatars/none/64.webp', behind: 404 },
  'policy.get': { path: '/v1/policy', behind: 200 },
  'verification.verify': { path: '/v1/auth/verify', behind: 204 },
  'oAuthToken.authorize': { path: '/oauth2/device_authorization', form: 'scope=x', behind: 400 },
  'oAuthToken.token': { path: '/oauth2/token', form: 'grant_type=password', behind: 400 },
  'oAuthCredential.introspect': { path: '/oauth2/introspect', form: 'token=none', behind: 200 },
  'oAuthCredential.revoke': { path: '/oauth2/revoke', form: 'token=none', behind: 200 },
  'oAuthCredential.metadata': { path: '/.well-known/oauth-authorization-server', behind: 200 },
  'deviceLogin.get': { path: `/v1/device-logins/${userCode}`, behind: 200 },
  'deviceLogin.decide': { path: `/v1/device-logins/${userCode}`, body: wrong, behind: 422 },
  'openApi.json': { path: '/openapi.json', behind: 200 },
  'openApi.page': { path: '/docs', behind: 200 },
  'openApi.style': { path: '/docs/docs.css', behind: 200 },
  'health.alive': { path: '/healthz', behind: 200 },
  'health.ready': { path: '/readyz', behind: 200 },
  'health.metrics': { path: '/metrics', behind: 200 },
});

export const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export const methodsOf = ({ method }: Route): readonly string[] => (method === 'ALL' ? verbs : [method]);

/** What is sent with a question; nothing with what has no body. */
export function contentOf(
  method: string,
  { body, form }: Question,
): { headers: Record<string, string>; body?: string } {
  if (method === 'GET' || method === 'HEAD') return { headers: {} };
  if (form !== undefined)
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form };
  if (body === undefined) return { headers: {} };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The inventory of the gateway as it is built, which reads its settings when it is loaded. */
export async function inventory(): Promise<Route[]> {
  process.env.NATS_URL = 'nats://unused';
  process.env.REDIS_URL = 'redis://unused';
  const { routes } = await import('../../services/gateway/dist/openapi/whole-document.js');
  return routes();
}
