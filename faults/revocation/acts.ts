import { createHash } from 'node:crypto';
import { type Answer, ask } from '@latchkey/testing/http';
import type { Latchkey } from '@latchkey/testing/latchkey';
import { resetMails, tokenIn } from '@latchkey/testing/reset-link';
import { type Credential, insist, type Victim } from './victim.js';

/** Where an act is done. */
export interface Scene {
  /** Of the gateway that is asked. */
  readonly origin: string;
  readonly latchkey: Latchkey;
  /** A token of an administrator's session, which no act harms. */
  readonly admin: string;
}

/** A way to revoke: who dies, and the request that says so. */
export interface Act {
  readonly name: string;
  readonly dies: (victim: Victim) => readonly Credential[];
  /** What has to be there before; what it gives is there for the request. */
  readonly prepare?: (victim: Victim, scene: Scene) => Promise<string>;
  readonly send: (victim: Victim, scene: Scene, prepared: string) => Promise<Answer>;
  /** Afterwards its victim may sign in again, with a password that is known. */
  readonly undo?: (victim: Victim, scene: Scene) => Promise<unknown>;
}

const [bearer, cookie, key] = [0, 1, 2];
const at = (victim: Victim, index: number): Credential => victim.credentials[index] as Credential;
const all = (victim: Victim) => victim.credentials;
const logins = (victim: Victim) => [at(victim, bearer), at(victim, cookie)];

const patchUser = ({ id }: Victim, { origin, admin }: Scene, body: object): Promise<Answer> =>
  ask(origin, 'PATCH', `/v1/users/${id}`, { token: admin, body });
const patchKey = (victim: Victim, { origin }: Scene, body: object): Promise<Answer> =>
  ask(origin, 'PATCH', `/v1/users/me/api-keys/${at(victim, key).id}`, {
    token: at(victim, bearer).token,
    body,
  });
const insistOn200 = (send: () => Promise<Answer>): Promise<string> =>
  insist(async () => ((await send()).status === 200 ? 'done' : undefined));

/** Every way in which a 2xx promises that something is dead. */
export const acts: readonly Act[] = [
  {
    name: 'password change, revoke all',
    dies: all,
    send: (victim, { origin }) =>
      ask(origin, 'PUT', '/v1/users/me/password', {
        token: at(victim, bearer).token,
        body: {
          currentPassword: victim.password,
          newPassword: passwordAfter(victim.password),
          revokeAll: true,
        },
      }),
    undo: findPassword,
  },
  {
    name: 'password reset',
    dies: all,
    prepare: linkFor,
    send: (victim, { origin }, token) =>
      ask(origin, 'POST', '/v1/password-resets/complete', {
        body: { token, newPassword: passwordAfter(victim.password) },
      }),
    undo: findPassword,
  },
  {
    name: 'suspension',
    dies: all,
    send: (victim, scene) => patchUser(victim, scene, { state: 'suspended' }),
    undo: (victim, scene) => insistOn200(() => patchUser(victim, scene, { state: 'active' })),
  },
  {
    name: 'loss of the admin flag',
    dies: logins,
    prepare: (victim, scene) => insistOn200(() => patchUser(victim, scene, { admin: true })),
    send: (victim, scene) => patchUser(victim, scene, { admin: false }),
    undo: (victim, scene) => insistOn200(() => patchUser(victim, scene, { admin: false })),
  },
  {
    name: 'deletion',
    dies: all,
    send: (victim, { origin }) =>
      ask(origin, 'DELETE', '/v1/users/me', {
        token: at(victim, bearer).token,
        body: { confirm: victim.handle },
      }),
    undo: restore,
  },
  {
    name: 'reset authentication',
    dies: all,
    send: (victim, { origin }) =>
      ask(origin, 'POST', '/v1/users/me/reset-authentication', { token: at(victim, bearer).token, body: {} }),
  },
  {
    name: 'end other sessions',
    dies: (victim) => [at(victim, cookie)],
    send: (victim, { origin }) =>
      ask(origin, 'DELETE', '/v1/users/me/sessions?except=current', { token: at(victim, bearer).token }),
  },
  {
    name: 'end one session',
    dies: (victim) => [at(victim, cookie)],
    send: (victim, { origin }) =>
      ask(origin, 'DELETE', `/v1/users/me/sessions/${at(victim, cookie).id}`, {
        token: at(victim, bearer).token,
      }),
  },
  {
    name: 'delete a key',
    dies: (victim) => [at(victim, key)],
    send: (victim, { origin }) =>
      ask(origin, 'DELETE', `/v1/users/me/api-keys/${at(victim, key).id}`, {
        token: at(victim, bearer).token,
      }),
  },
  {
    name: 'deactivate a key',
    dies: (victim) => [at(victim, key)],
    send: (victim, scene) => patchKey(victim, scene, { status: 'inactive' }),
  },
  {
    name: 'rotate a key',
    dies: (victim) => [at(victim, key)],
    send: (victim, { origin }) =>
      ask(origin, 'POST', `/v1/users/me/api-keys/${at(victim, key).id}/rotate`, {
        token: at(victim, bearer).token,
        body: {},
      }),
  },
  {
    name: 'leak report',
    dies: (victim) => [at(victim, key)],
    send: (victim, { origin }) =>
      ask(origin, 'POST', '/v1/credentials/revoke', { body: { credentials: [at(victim, key).token] } }),
  },
  {
    name: 'RFC 7009',
    dies: (victim) => [at(victim, bearer)],
    send: (victim, { origin }) =>
      ask(origin, 'POST', '/oauth2/revoke', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `token=${at(victim, bearer).token}`,
      }),
  },
  {
    name: 'end all sessions',
    dies: logins,
    send: (victim, { origin }) =>
      ask(origin, 'DELETE', '/v1/users/me/sessions', { token: at(victim, bearer).token }),
  },
  {
    name: 'take a right from a key',
    dies: (victim) => [at(victim, key)],
    send: (victim, scene) => patchKey(victim, scene, { rights: ['RIGHT_USER_NOTIFICATIONS_READ'] }),
  },
  {
    name: 'bind a key to other addresses',
    dies: (victim) => [at(victim, key)],
    send: (victim, scene) => patchKey(victim, scene, { allowedCidrs: ['192.0.2.0/24'] }),
  },
];

/** Always the same one after the same one: what was asked for is known even if nothing came back. */
const passwordAfter = (password: string): string =>
  `Quiet-Harbour-${createHash('sha256').update(password).digest('hex').slice(0, 10)}-7`;

/** Whatever came back, the change may have been made: the one that signs in is the one that holds. */
async function findPassword(victim: Victim, { origin }: Scene): Promise<void> {
  const { handle, password } = victim;
  const holds = await insist(async () => {
    for (const candidate of [passwordAfter(password), password]) {
      const { status } = await ask(origin, 'POST', '/v1/sessions', {
        body: { identifier: handle, password: candidate, transport: 'bearer' },
      });
      if (status === 201) return candidate;
      if (status !== 401) return undefined;
    }
    return undefined;
  });
  (victim as { password: string }).password = holds;
}

/** The secret of a link that comes by mail. */
async function linkFor({ handle, email }: Victim, { origin, latchkey }: Scene): Promise<string> {
  const before = await insist(() => resetMails(latchkey, email));
  await insist(async () => {
    const { status } = await ask(origin, 'POST', '/v1/password-resets', { body: { identifier: handle } });
    return status === 202 ? true : undefined;
  });
  return insist(async () => {
    const mail = (await resetMails(latchkey, email))[before.length];
    return mail && tokenIn(mail);
  });
}

/** Also what was never deleted: the request may have been lost. */
function restore({ id }: Victim, { origin, admin }: Scene): Promise<true> {
  return insist(async () => {
    const { status, body } = await ask(origin, 'POST', `/v1/users/${id}/restore`, { token: admin });
    return status === 200 || body.code === 'not_deleting' ? true : undefined;
  });
}
