import { CloudEvent, type EventContract } from '@latchkey/contracts/event';
import { withSpan } from '@latchkey/observability/tracing';
import type { DataSource, EntityManager } from 'typeorm';
import type { EventHandler } from '../on-event.js';
import { runInContext } from '../request-context.js';
import type { Delivery } from './delivery.js';
import { claim, type Receipt } from './inbox.js';

/** A handler and where it belongs. */
export interface Reaction {
  readonly className: string;
  /** `<service>_<ClassName>` */
  readonly durable: string;
  readonly contract: EventContract;
  readonly handler: EventHandler;
  readonly concurrency: number;
  readonly together: boolean;
}

export interface ReadableEvent {
  readonly envelope: CloudEvent;
  readonly payload: unknown;
}

/** An event that no retry makes readable. */
export class PoisonEvent extends Error {}

/** @throws PoisonEvent when the delivery is no CloudEvent of this contract */
export function readEvent(contract: EventContract, delivery: Delivery): ReadableEvent {
  try {
    const envelope = CloudEvent.parse(delivery.message.json());
    if (envelope.type !== contract.type) throw new Error(`it is a ${envelope.type}`);
    return { envelope, payload: contract.payload.parse(envelope.data) };
  } catch (error) {
    throw new PoisonEvent(`Not a ${contract.type}: ${(error as Error).message}`);
  }
}

export interface Occasion {
  readonly event: ReadableEvent;
  readonly delivery: Delivery;
  readonly streamCreated: string;
}

/**
 * Runs the handler for each event and remembers them, in one transaction: all of them have their effect, or none has.
 *
 * @param occasions of different events, in their order
 * @returns how many the handler had not had before
 */
export function react(
  dataSource: DataSource,
  reaction: Reaction,
  occasions: readonly Occasion[],
): Promise<number> {
  return dataSource.transaction(async (tx) => {
    const fresh = await claim(tx, reaction.durable, occasions.map(receiptOf));
    for (const occasion of occasions) {
      if (fresh.has(occasion.event.envelope.id)) await handle(tx, reaction, occasion);
    }
    return fresh.size;
  });
}

const receiptOf = ({ event: { envelope }, delivery, streamCreated }: Occasion): Receipt => ({
  eventId: envelope.id,
  aggregate: envelope.subject,
  streamCreated,
  seq: delivery.seq,
});

function handle(
  tx: EntityManager,
  { handler, durable, contract }: Reaction,
  { event, delivery }: Occasion,
): Promise<void> {
  const { id, type, source, time, traceparent } = event.envelope;
  const received = { id, type, source, time, delivery: delivery.count };
  return runInContext({ requestId: id, ...(traceparent ? { traceparent } : {}) }, () =>
    withSpan(`${durable} ${contract.type}`, { kind: 'consumer' }, () =>
      handler.handle(event.payload, tx, received),
    ),
  );
}
