import type { Actor, Caller, Client } from '@latchkey/contracts/caller';
import type { EventContract, PayloadOf } from '@latchkey/contracts/event';
import { changePassword, verifyPassword } from '@latchkey/contracts/identity/password';
import { createUser, type SignUp, type User } from '@latchkey/contracts/identity/user';
import { AppError, type WireError } from '@latchkey/errors/app-error';
import type { RpcClient } from '@latchkey/messaging/rpc-client';
import { anyId, callerOf, firefox } from '@latchkey/testing/facts';
import { type Person, somebody } from '@latchkey/testing/people';
import type { ServiceProcess } from '@latchkey/testing/service-process';
import { ServiceWorld } from '@latchkey/testing/service-world';

export const client = (): Client => ({
  ipAddress: '203.0.113.7',
  userAgent: firefox,
  requestId: anyId('req'),
});

export interface Member extends Person {
  readonly id: string;
  readonly user: User;
  readonly caller: Caller;
}

/** The service on real servers, asked as the gateway and tokens ask it. */
export class Identity {
  private constructor(
    readonly world: ServiceWorld,
    readonly rpc: RpcClient,
  ) {}

  static readonly adminPassword = 'chosen by the operator';

  static async start(): Promise<Identity> {
    const world = await ServiceWorld.start('identity');
    return new Identity(world, await world.rpc());
  }

  run(env: NodeJS.ProcessEnv = {}): Promise<ServiceProcess> {
    return this.world.run({ LATCHKEY_ADMIN_PASSWORD: Identity.adminPassword, ...env });
  }

  create(body: Partial<SignUp> = {}, caller: Caller | null = null): Promise<User> {
    return this.rpc.call(createUser, { body: { ...somebody(), ...body }, caller, client: client() });
  }

  /** Somebody with an account, and a session that says so. */
  async member(
    body: Partial<SignUp> & { password?: string } = {},
    by: Caller | null = null,
  ): Promise<Member> {
    const { handle, email, password } = { ...somebody(), ...body };
    const user = await this.create({ ...body, handle, email, password }, by);
    return { handle, email, password, id: user.id, user, caller: callerOf({ ...user, userId: user.id }) };
  }

  async admin(): Promise<Member> {
    const { adminPassword: password } = Identity;
    const { user } = await this.signIn('admin', password);
    const caller = callerOf({ ...user, userId: user.id });
    return { handle: user.handle, email: user.email, password, id: user.id, user, caller };
  }

  signIn(identifier: string, password: string) {
    return this.rpc.call(verifyPassword, { identifier, password, client: client() });
  }

  change({ caller }: Pick<Member, 'caller'>, currentPassword: string, newPassword: string) {
    return this.rpc.call(changePassword, { caller, user: 'me', body: { currentPassword, newPassword } });
  }

  /** What the service recorded of this user, oldest first. */
  async recorded<E extends EventContract>(contract: E, userId: string): Promise<Recorded<E>[]> {
    const rows = await this.world.sql<{ id: string; envelope: { data: object } }>(
      `SELECT id, envelope FROM outbox WHERE subject = '${contract.subject}' AND aggregate_id = '${userId}' ORDER BY position`,
    );
    return rows.map(({ id, envelope }) => ({ ...envelope.data, id }) as unknown as Recorded<E>);
  }
}

export type Recorded<E extends EventContract> = PayloadOf<E> & { readonly id: string; readonly actor: Actor };

/** The refusal as it crosses the bus. */
export async function refusal(asked: Promise<unknown>): Promise<WireError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof AppError) return error.toWire();
    throw error;
  }
  throw new Error('It was not refused.');
}

/** `ok`, or the code of the refusal. */
export const outcome = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'ok',
    (error: unknown) => {
      if (error instanceof AppError) return error.code;
      throw error;
    },
  );

/** How many times each outcome came. */
export async function outcomes(asked: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const code of await Promise.all(asked.map(outcome))) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Passwords that these processes compared with a hash so far. */
export async function compared(...processes: ServiceProcess[]): Promise<number> {
  const counts = await Promise.all(
    processes.map(async (one) => {
      const text = await (await fetch(`http://127.0.0.1:${await one.ready}/metrics`)).text();
      const line = /^latchkey_password_hashes_total\{[^}]*what="compared"[^}]*\} (\d+)$/m.exec(text);
      return Number(line?.[1] ?? 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
