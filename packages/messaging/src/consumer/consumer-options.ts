export interface DeadLetter {
  readonly durable: string;
  readonly eventId: string;
  readonly error: string;
}

export interface ConsumerOptions {
  /** An event that was not answered for this long is delivered again. Handlers may take longer: it is renewed. */
  readonly ackWaitMs?: number;
  /** So often an event is tried before it becomes a dead letter. */
  readonly maxDeliveries?: number;
  /** Waits between the tries; the last one repeats. */
  readonly backoffMs?: readonly number[];
  /** So many events at most are handled together, by reactions that allow it. */
  readonly togetherAtMost?: number;
  /** How long stopping waits for handlers. */
  readonly drainMs?: number;
  /** Told of each dead letter, beside the log and the counter. */
  readonly onDeadLetter?: (letter: DeadLetter) => void;
}

export type EffectiveConsumerOptions = Required<ConsumerOptions>;

export const consumerDefaults: EffectiveConsumerOptions = {
  // Also how long the events of a replica that was killed wait for another one.
  ackWaitMs: 10_000,
  maxDeliveries: 8,
  backoffMs: [250, 1000, 5000, 30_000, 60_000, 120_000, 300_000],
  togetherAtMost: 64,
  drainMs: 5000,
  onDeadLetter: () => undefined,
};
