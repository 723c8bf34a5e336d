import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';

export const eventsStream = 'EVENTS';
export const deadLettersStream = 'DEAD_LETTERS';

export interface StreamOptions {
  /** Copies in a cluster: 1 or 3 (2 and 4 bring nothing). Unset: 1 at creation, then left alone. */
  readonly replicas?: number;
  /** When full, publishing is refused and the outboxes hold the events. Unset: 2 GiB at creation, then left alone. */
  readonly maxBytes?: number;
}

const day = 24 * 60 * 60 * 1000;
const defaultMaxBytes = 2 * 1024 ** 3;

/** How long the broker keeps an event: as long as a reaction may be away. */
export const streamMaxAgeMs = 14 * day;

type Wanted = Partial<StreamConfig> & { readonly name: string };

function wanted({ replicas, maxBytes }: StreamOptions): Wanted[] {
  const common = {
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    // The default, old, would silently drop events that were acknowledged.
    discard: DiscardPolicy.New,
    duplicate_window: nanos(10 * 60 * 1000),
    ...(replicas === undefined ? {} : { num_replicas: replicas }),
    ...(maxBytes === undefined ? {} : { max_bytes: maxBytes }),
  };
  return [
    {
      ...common,
      name: eventsStream,
      subjects: ['event.>'],
      max_age: nanos(streamMaxAgeMs),
      deny_delete: true,
      deny_purge: true,
    },
    // Deleting is how the operator's replay takes a dead letter off the list; its age never does.
    { ...common, name: deadLettersStream, subjects: ['dead-letter.>'], max_age: 0 },
  ];
}

/** Creates the streams where they are missing and brings those that are there up to date. Safe to repeat. */
export async function ensureStreams(jsm: JetStreamManager, options: StreamOptions = {}): Promise<void> {
  for (const config of wanted(options)) await ensureStream(jsm, config);
}

async function ensureStream(jsm: JetStreamManager, config: Wanted): Promise<void> {
  const found = await jsm.streams.info(config.name).catch(unlessStreamMissing);
  if (!found) {
    await jsm.streams
      .add({ max_bytes: defaultMaxBytes, num_replicas: 1, ...config })
      .catch(unlessMadeMeanwhile);
  } else if (differs(found.config, config)) {
    await jsm.streams.update(config.name, config);
  }
}

const differs = (found: StreamConfig, config: Wanted): boolean =>
  Object.entries(config).some(
    ([key, value]) => JSON.stringify(found[key as keyof StreamConfig]) !== JSON.stringify(value),
  );

function unlessStreamMissing(error: unknown): undefined {
  if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return undefined;
  throw error;
}

/** Two processes that start together: 10058 is "name already in use with a different configuration". */
function unlessMadeMeanwhile(error: unknown): undefined {
  if (error instanceof JetStreamApiError && error.code === 10058) return undefined;
  throw error;
}

export interface StreamState {
  readonly created: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

export async function readEventsState(jsm: JetStreamManager): Promise<StreamState> {
  const { created, state } = await jsm.streams.info(eventsStream);
  return { created, firstSeq: state.first_seq, lastSeq: state.last_seq };
}

/** The id of the event that the stream holds at a sequence; undefined when it holds none there. */
export async function eventIdAt(jsm: JetStreamManager, seq: number): Promise<string | undefined> {
  const message = await jsm.streams.getMessage(eventsStream, { seq });
  return message?.header.get('Nats-Msg-Id') || undefined;
}
