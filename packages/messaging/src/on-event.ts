import type { EventContract, PayloadOf } from '@latchkey/contracts/event';
import type { EntityManager } from 'typeorm';

/** What a handler may want to know of the event beyond its payload. */
export interface ReceivedEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** When it was recorded. */
  readonly time: string;
  /** 1 the first time; more after a failure or a crash. */
  readonly delivery: number;
}

export interface EventHandler<P = unknown> {
  // A property, not a method: so that a handler of another payload does not compile (methods are bivariant).
  readonly handle: (payload: P, tx: EntityManager, event: ReceivedEvent) => Promise<void>;
}

const contractOf = Symbol('latchkey:on-event');

/**
 * Makes a provider react to an event, under the durable `<service>_<ClassName>`. One class, one event.
 *
 * `handle` runs in the transaction that also remembers the event, so what it writes with `tx` happens once,
 * however often the event is delivered. What throws is tried again, later and later, and at last becomes a dead
 * letter.
 */
export const OnEvent =
  <E extends EventContract>(contract: E) =>
  // biome-ignore lint/suspicious/noExplicitAny: any constructor; what it makes is what is checked
  <T extends new (...args: any[]) => EventHandler<PayloadOf<E>>>(target: T): void => {
    Reflect.defineMetadata(contractOf, contract, target);
  };

export const eventContractOf = (target: unknown): EventContract | undefined =>
  typeof target === 'function' ? (Reflect.getOwnMetadata(contractOf, target) as EventContract | undefined) : undefined;
