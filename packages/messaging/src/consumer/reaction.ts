import { CloudEvent, type EventContract } from '@latchkey/contracts/event';
import { withSpan } from '@latchkey/observability/tracing';
import type { DataSource } from 'typeorm';
import type { EventHandler } from '../on-event.js';
import { runInContext } from '../request-context.js';
import type { Delivery } from './delivery.js';
import { claim } from './inbox.js';

/** A handler and where it belongs. */
export interface Reaction {
  readonly className: string;
  /** `<service>_<ClassName>` */
  readonly durable: string;
  readonly contract: EventContract;
  readonly handler: EventHandler;
  readonly concurrency: number;
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

interface Occasion {
  readonly event: ReadableEvent;
  readonly delivery: Delivery;
  readonly streamCreated: string;
}

/**
 * Runs the handler and remembers the event, in one transaction.
 *
 * @returns false when the handler had the event before
 */
export function react(
  dataSource: DataSource,
  { contract, durable, handler }: Reaction,
  { event: { envelope, payload }, delivery, streamCreated }: Occasion,
): Promise<boolean> {
  const { id, type, source, time, subject: aggregate, traceparent } = envelope;
  const work = () =>
    dataSource.transaction(async (tx) => {
      const receipt = { handler: durable, eventId: id, aggregate, streamCreated, seq: delivery.seq };
      if (!(await claim(tx, receipt))) return false;
      await handler.handle(payload, tx, { id, type, source, time, delivery: delivery.count });
      return true;
    });
  return runInContext({ requestId: id, ...(traceparent ? { traceparent } : {}) }, () =>
    withSpan(`${durable} ${contract.type}`, { kind: 'consumer' }, work),
  );
}
