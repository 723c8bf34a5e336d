import { ask } from '@latchkey/testing/http';
import type { Latchkey } from '@latchkey/testing/latchkey';
import { type Person, somebody } from '@latchkey/testing/people';

export interface Credential {
  readonly what: string;
  readonly token?: string;
  readonly cookie?: string;
  /** `ses_…` or `key_…` */
  readonly id: string;
}

/** Somebody with a credential of every kind. */
export interface Victim extends Person {
  readonly id: string;
  credentials: Credential[];
}

/** Faults are going on: whatever only reads or makes something new is asked again until it is answered. */
export async function insist<T>(work: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    const result = await work().catch(() => undefined);
    if (result !== undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no answer within a minute');
}

export async function newVictim(latchkey: Latchkey, origin: () => string): Promise<Victim> {
  const person = somebody();
  const id = await insist(async () => {
    const { status, body } = await ask(origin(), 'POST', '/v1/users', { body: { ...person } });
    return status === 201 ? (body.id as string) : undefined;
  });
  const victim: Victim = { ...person, id, credentials: [] };
  await equip(latchkey, victim, origin);
  return victim;
}

/** Two sessions (bearer and cookie) and an API key; the keys that died are no longer counted. */
export async function equip(_: Latchkey, victim: Victim, origin: () => string): Promise<void> {
  const bearer = await openSession(victim, origin, 'bearer');
  const cookie = await openSession(victim, origin, 'cookie');
  const key = await insist(async () => {
    const { status, body } = await ask(origin(), 'POST', '/v1/users/me/api-keys', {
      token: bearer.token,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    return status === 201
      ? { what: 'key', token: body.token as string, id: body.apiKey.id as string }
      : undefined;
  });
  victim.credentials = [bearer, cookie, key];
}

export function openSession(
  { handle, password }: Person,
  origin: () => string,
  transport: 'bearer' | 'cookie' = 'bearer',
): Promise<Credential> {
  return insist(async () => {
    const { status, body, headers } = await ask(origin(), 'POST', '/v1/sessions', {
      body: { identifier: handle, password, transport },
    });
    if (status !== 201) return undefined;
    const id = body.session.id as string;
    if (transport === 'bearer') return { what: 'session (bearer)', token: body.token as string, id };
    return { what: 'session (cookie)', cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '', id };
  });
}
