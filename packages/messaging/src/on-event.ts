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

export interface OnEventOptions {
  /** Events of different aggregates that are handled side by side in one replica; 1 unless told. */
  readonly concurrency?: number;
  /**
   * Events that have arrived while the ones before were handled share one transaction. For handlers that write and hold
   * nothing up: all their locks last until the last of them is done. When one fails, nothing of the others is kept
   * either, and each is tried alone.
   */
  readonly together?: boolean;
}

export interface Subscription {
  readonly contract: EventContract;
  readonly concurrency: number;
  readonly together: boolean;
}

const subscription = Symbol('latchkey:on-event');

/**
 * Makes a provider react to an event, under the durable `<service>_<ClassName>`. One class, one event.
 *
 * `handle` runs in the transaction that also remembers the event, so what it writes with `tx` happens once,
 * however often the event is delivered. What throws is tried again, later and later, and at last becomes a dead
 * letter.
 *
 * Events about one user come one at a time and, as a rule, in their order. Not always: one that failed is overtaken
 * until its next try, one that another replica was given at the same moment may come first, and events of different
 * types have durables of their own. A handler to which that matters compares the versions in the payload.
 */
export const OnEvent =
  <E extends EventContract>(contract: E, { concurrency = 1, together = false }: OnEventOptions = {}) =>
  // biome-ignore lint/suspicious/noExplicitAny: any constructor; what it makes is what is checked
  <T extends new (...args: any[]) => EventHandler<PayloadOf<E>>>(target: T): void => {
    Reflect.defineMetadata(subscription, { contract, concurrency, together } satisfies Subscription, target);
  };

export const subscriptionOf = (target: unknown): Subscription | undefined =>
  typeof target === 'function'
    ? (Reflect.getOwnMetadata(subscription, target) as Subscription | undefined)
    : undefined;
