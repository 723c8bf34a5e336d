import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  ReplayPolicy,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { eventsStream } from '../streams.js';

export interface Durable {
  readonly name: string;
  readonly subject: string;
  readonly ackWaitMs: number;
}

/** So many may wait to be acknowledged, those that wait for another try included. */
const maxAckPending = 256;

function configOf({ name, subject, ackWaitMs }: Durable): ConsumerConfig {
  return {
    durable_name: name,
    // One subject: nats-server 2.9 knows no `filter_subjects`.
    filter_subject: subject,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ackWaitMs),
    // Giving up is decided here, with a dead letter; the server would only stop delivering.
    max_deliver: -1,
    max_ack_pending: maxAckPending,
    deliver_policy: DeliverPolicy.All,
    replay_policy: ReplayPolicy.Instant,
  };
}

/** Creates the durable where it is missing, from the stream's first event on: the inbox knows what was done. */
export async function ensureDurable(jsm: JetStreamManager, durable: Durable): Promise<void> {
  const found = await findDurable(jsm, durable.name);
  const config = configOf(durable);
  if (!found) {
    await jsm.consumers.add(eventsStream, config);
  } else if (found.config.ack_wait !== config.ack_wait || found.config.max_ack_pending !== maxAckPending) {
    const { ack_wait, max_ack_pending } = config;
    await jsm.consumers.update(eventsStream, durable.name, {
      ack_wait,
      max_ack_pending,
    } as Partial<ConsumerConfig>);
  }
}

/** Makes the durable anew, to start at a sequence: it had acknowledged events that the stream has lost since. */
export async function recreateDurable(
  jsm: JetStreamManager,
  durable: Durable,
  lastGoodSeq: number,
): Promise<void> {
  const found = await findDurable(jsm, durable.name);
  const start = Math.min(found?.ack_floor.stream_seq ?? 0, lastGoodSeq) + 1;
  if (found) await jsm.consumers.delete(eventsStream, durable.name);
  await jsm.consumers.add(eventsStream, {
    ...configOf(durable),
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: start,
  });
}

async function findDurable(jsm: JetStreamManager, name: string): Promise<ConsumerInfo | undefined> {
  try {
    return await jsm.consumers.info(eventsStream, name);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound)
      return undefined;
    throw error;
  }
}
