import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { deadLetterHeader, replayForHeader } from '../consumer/dead-letter.js';
import { deadLettersStream } from '../streams.js';

export interface Letter {
  /** Its number in the stream of dead letters. */
  readonly seq: number;
  readonly eventId: string;
  readonly subject: string;
  /** The durable that gave up. */
  readonly handler: string;
  readonly deliveries: string;
  readonly error: string;
  readonly since: string;
  readonly body: Uint8Array;
}

/** The dead letters of all services, oldest first. */
export async function* readLetters(jsm: JetStreamManager): AsyncGenerator<Letter> {
  const { state } = await jsm.streams.info(deadLettersStream);
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await jsm.streams.getMessage(deadLettersStream, { seq });
    if (message) yield toLetter(message); // else it was replayed
  }
}

function toLetter({ seq, header, timestamp, data }: StoredMsg): Letter {
  return {
    seq,
    eventId: header.get(deadLetterHeader.eventId),
    subject: header.get(deadLetterHeader.subject),
    handler: header.get(deadLetterHeader.handler),
    deliveries: header.get(deadLetterHeader.deliveries),
    error: header.get(deadLetterHeader.error),
    since: timestamp,
    body: data,
  };
}

/**
 * Sends the event again, for the one handler that gave it up, and takes the letter off the list. If the handler
 * gives up again there is a new letter.
 */
export async function replayLetter(jsm: JetStreamManager, letter: Letter): Promise<void> {
  const meta = headers();
  meta.set('Content-Type', 'application/cloudevents+json');
  meta.set(replayForHeader, letter.handler);
  meta.set(deadLetterHeader.eventId, letter.eventId);
  await jsm.jetstream().publish(letter.subject, letter.body, {
    // Not the event's own id, which the stream may still remember. The same for each try to replay this letter.
    msgID: `${letter.eventId}+replay+${letter.seq}`,
    headers: meta,
  });
  await jsm.streams.deleteMessage(deadLettersStream, letter.seq, false);
}
