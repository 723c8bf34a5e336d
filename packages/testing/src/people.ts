import { randomBytes } from 'node:crypto';
import type { Answer } from './http.js';
import type { Latchkey } from './latchkey.js';

export interface Person {
  readonly handle: string;
  readonly email: string;
  readonly password: string;
}

/** Somebody nobody met before. The password fits every preset. */
export function somebody(): Person {
  const handle = `u${randomBytes(6).toString('hex')}`;
  return {
    handle,
    email: `${handle}@example.com`,
    password: `Quiet-Harbour-${randomBytes(4).toString('hex')}-7`,
  };
}

/** Signs somebody up and in. */
export async function signUp(
  latchkey: Latchkey,
  person = somebody(),
): Promise<Person & { id: string; token: string }> {
  const created = await latchkey.ask('POST', '/v1/users', {
    body: { ...person, name: 'Ada', firstName: 'Ada', lastName: 'King' },
  });
  if (created.status !== 201) throw new Error(`sign-up: ${created.status} ${JSON.stringify(created.body)}`);
  return { ...person, id: created.body.id, token: await signIn(latchkey, person) };
}

/** A bearer token of a new session. */
export async function signIn(
  latchkey: Latchkey,
  { handle, password }: Pick<Person, 'handle' | 'password'>,
): Promise<string> {
  const answer = await trySignIn(latchkey, { handle, password });
  if (answer.status !== 201) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.token;
}

export function trySignIn(
  latchkey: Latchkey,
  { handle, password }: Pick<Person, 'handle' | 'password'>,
): Promise<Answer> {
  return latchkey.ask('POST', '/v1/sessions', {
    body: { identifier: handle, password, transport: 'bearer' },
  });
}
