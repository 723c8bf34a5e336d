export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** A number that only grows, or one that is set. Neutral: observability turns it into what its system wants. */
export class Metric {
  private readonly values = new Map<string, { labels: Labels; value: number }>();

  constructor(
    readonly name: string,
    readonly kind: 'counter' | 'gauge',
    readonly help: string,
    readonly labelNames: string[] = [],
  ) {}

  add(labels: Labels = {}, by = 1): void {
    this.entry(labels).value += by;
  }

  set(labels: Labels, value: number): void {
    this.entry(labels).value = value;
  }

  /** The value under these labels, or the sum of all. */
  value(labels?: Labels): number {
    if (labels) return this.values.get(JSON.stringify(labels))?.value ?? 0;
    return this.samples().reduce((sum, sample) => sum + sample.value, 0);
  }

  samples(): Sample[] {
    return [...this.values.values()].map((entry) => ({ ...entry }));
  }

  private entry(labels: Labels) {
    const key = JSON.stringify(labels);
    let entry = this.values.get(key);
    if (!entry) {
      entry = { labels, value: 0 };
      this.values.set(key, entry);
    }
    return entry;
  }
}

/** What the event flow of this process counted since its start. Names and labels are fit for Prometheus. */
export const messagingStats = {
  rpcCalls: new Metric('latchkey_rpc_calls_total', 'counter', 'Questions asked, by subject and outcome.', [
    'subject',
    'outcome',
  ]),
  rpcServed: new Metric(
    'latchkey_rpc_served_total',
    'counter',
    'Questions answered, by subject and outcome.',
    ['subject', 'outcome'],
  ),
  published: new Metric('latchkey_outbox_published_total', 'counter', 'Events that JetStream acknowledged.'),
  publishFailures: new Metric('latchkey_outbox_publish_failures_total', 'counter', 'Publishes that failed.'),
  lost: new Metric('latchkey_outbox_lost_total', 'counter', 'Sent events that the stream no longer held.'),
  outboxPending: new Metric('latchkey_outbox_pending', 'gauge', 'Events that wait to be sent.'),
  outboxOldestSeconds: new Metric(
    'latchkey_outbox_oldest_seconds',
    'gauge',
    'Age of the oldest event that waits.',
  ),
  relayActive: new Metric('latchkey_outbox_relay_active', 'gauge', '1 in the replica that relays.'),
  handled: new Metric('latchkey_events_handled_total', 'counter', 'Events handled, by durable.', ['durable']),
  repeats: new Metric(
    'latchkey_events_repeated_total',
    'counter',
    'Deliveries skipped thanks to the inbox, by durable.',
    ['durable'],
  ),
  failures: new Metric('latchkey_events_failed_total', 'counter', 'Handler runs that failed, by durable.', [
    'durable',
  ]),
  deadLetters: new Metric(
    'latchkey_dead_letters_total',
    'counter',
    'Events given up: somebody must look. By durable.',
    ['durable'],
  ),
} as const;
