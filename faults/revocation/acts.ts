import { randomBytes } from 'node:crypto';
import { type Answer, ask } from '@latchkey/testing/http';
import type { Credential, Victim } from './victim.js';

/** A way to revoke: who dies, and the request that says so. */
export interface Act {
  readonly name: string;
  readonly dies: (victim: Victim) => readonly Credential[];
  readonly send: (victim: Victim, origin: string) => Promise<Answer>;
}

const [bearer, cookie, key] = [0, 1, 2];
const at = (victim: Victim, index: number): Credential => victim.credentials[index] as Credential;
const all = (victim: Victim) => victim.credentials;

/** Every way in which a 2xx promises that something is dead. */
export const acts: readonly Act[] = [
  {
    name: 'password change, revoke all',
    dies: all,
    send: async (victim, origin) => {
      const newPassword = `Quiet-Harbour-${randomBytes(5).toString('hex')}-7`;
      const answer = await ask(origin, 'PUT', '/v1/users/me/password', {
        token: at(victim, bearer).token,
        body: { currentPassword: victim.password, newPassword, revokeAll: true },
      });
      // Whatever came back, the change may have been made: the next sign-in finds out which password holds.
      (victim as { password: string }).password =
        (await signsIn(victim, newPassword, origin)) === true ? newPassword : victim.password;
      return answer;
    },
  },
  {
    name: 'reset authentication',
    dies: all,
    send: (victim, origin) =>
      ask(origin, 'POST', '/v1/users/me/reset-authentication', { token: at(victim, bearer).token, body: {} }),
  },
  {
    name: 'end other sessions',
    dies: (victim) => [at(victim, cookie)],
    send: (victim, origin) =>
      ask(origin, 'DELETE', '/v1/users/me/sessions?except=current', { token: at(victim, bearer).token }),
  },
  {
    name: 'end one session',
    dies: (victim) => [at(victim, cookie)],
    send: (victim, origin) =>
      ask(origin, 'DELETE', `/v1/users/me/sessions/${at(victim, cookie).id}`, {
        token: at(victim, bearer).token,
      }),
  },
  {
    name: 'delete a key',
    dies: (victim) => [at(victim, key)],
    send: (victim, origin) =>
      ask(origin, 'DELETE', `/v1/users/me/api-keys/${at(victim, key).id}`, {
        token: at(victim, bearer).token,
      }),
  },
  {
    name: 'deactivate a key',
    dies: (victim) => [at(victim, key)],
    send: (victim, origin) =>
      ask(origin, 'PATCH', `/v1/users/me/api-keys/${at(victim, key).id}`, {
        token: at(victim, bearer).token,
        body: { status: 'inactive' },
      }),
  },
  {
    name: 'rotate a key',
    dies: (victim) => [at(victim, key)],
    send: (victim, origin) =>
      ask(origin, 'POST', `/v1/users/me/api-keys/${at(victim, key).id}/rotate`, {
        token: at(victim, bearer).token,
        body: {},
      }),
  },
  {
    name: 'leak report',
    dies: (victim) => [at(victim, key)],
    send: (victim, origin) =>
      ask(origin, 'POST', '/v1/credentials/revoke', { body: { credentials: [at(victim, key).token] } }),
  },
  {
    name: 'RFC 7009',
    dies: (victim) => [at(victim, bearer)],
    send: (victim, origin) =>
      ask(origin, 'POST', '/oauth2/revoke', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `token=${at(victim, bearer).token}`,
      }),
  },
];

async function signsIn(victim: Victim, password: string, origin: string): Promise<boolean | undefined> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const answer = await ask(origin, 'POST', '/v1/sessions', {
      body: { identifier: victim.handle, password, transport: 'bearer' },
    }).catch(() => undefined);
    if (answer?.status === 201) return true;
    if (answer?.status === 401) return false;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return undefined;
}
