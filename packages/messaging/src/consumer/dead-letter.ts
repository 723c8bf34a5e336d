import type { JetStreamClient } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { deadLettersStream } from '../streams.js';
import type { Delivery } from './delivery.js';

/** What a dead letter says of itself, beside the original headers and the untouched body. */
export const deadLetterHeader = {
  eventId: 'Latchkey-Event-Id',
  subject: 'Latchkey-Subject',
  handler: 'Latchkey-Handler',
  error: 'Latchkey-Error',
  deliveries: 'Latchkey-Deliveries',
} as const;

/** On a replayed event: the one durable that it is meant for. */
export const replayForHeader = 'Latchkey-Replay-For';

export interface Reason {
  readonly service: string;
  readonly className: string;
  readonly durable: string;
  readonly error: string;
}

/** Puts an event where an operator finds it. Done when this resolves: only then may the event be given up. */
export async function publishDeadLetter(
  js: JetStreamClient,
  delivery: Delivery,
  reason: Reason,
): Promise<string> {
  const eventId = eventIdOf(delivery);
  const meta = headers();
  for (const [key, values] of delivery.message.headers ?? []) {
    // Those of the protocol (Nats-Msg-Id, Nats-Expected-Stream) would be obeyed once more.
    if (!key.toLowerCase().startsWith('nats-')) for (const value of values) meta.append(key, value);
  }
  meta.set(deadLetterHeader.eventId, eventId);
  meta.set(deadLetterHeader.subject, delivery.subject);
  meta.set(deadLetterHeader.handler, reason.durable);
  meta.set(deadLetterHeader.error, oneLine(reason.error));
  meta.set(deadLetterHeader.deliveries, String(delivery.count));
  await js.publish(`dead-letter.${reason.service}.${reason.className}`, delivery.message.data, {
    // A crash between this and term() must not leave two. A replay that fails again is a new letter, even at once:
    // it has another sequence.
    msgID: `${eventId}+${reason.durable}+${delivery.seq}`,
    headers: meta,
    timeout: 3000,
    expect: { streamName: deadLettersStream },
  });
  return eventId;
}

/** Also of an event that cannot be read. */
function eventIdOf(delivery: Delivery): string {
  const fromReplay = delivery.header(deadLetterHeader.eventId);
  return fromReplay ?? delivery.header('Nats-Msg-Id') ?? `seq-${delivery.seq}`;
}

const oneLine = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they would end the header
    .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
    .slice(0, 500);
