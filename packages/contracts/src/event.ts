import { z } from 'zod';
import { EventId } from './id.js';
import { Time } from './time.js';

/** A fact that a service reports. Its subject is `event.<service>.<noun>.<verb-ed>.v<n>` on JetStream. */
export interface EventContract<P extends z.ZodType = z.ZodType> {
  readonly type: string;
  readonly subject: string;
  readonly service: string;
  readonly payload: P;
  /** Somebody waits for what it leads to: it is relayed at once, and not together with others. */
  readonly urgent: boolean;
}

export type PayloadOf<E extends EventContract> = z.infer<E['payload']>;

/**
 * Declares an event. Events about one user are relayed in the order in which they were recorded.
 *
 * @param name `<service>.<noun>.<verb-ed>`, the verb in the past tense
 * @param version grows when the shape breaks; both versions are recorded until the last consumer has moved
 * @param payload flat and primitive; `userId` names whom it is about (null: nobody in particular)
 */
export function event<P extends z.ZodType<{ userId: string | null }>>(
  name: `${string}.${string}.${string}`,
  version: number,
  payload: P,
  { urgent = false } = {},
): EventContract<P> {
  const [service = ''] = name.split('.');
  const type = `${name}.v${version}`;
  return { type, subject: `event.${type}`, service, payload, urgent };
}

/** The envelope of every event: CloudEvents 1.0, structured JSON mode. */
export const CloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: EventId,
  /** `/identity`, `/tokens`, … */
  source: z.string(),
  type: z.string(),
  /** Whom the event is about: a user id, or absent. */
  subject: z.string().optional(),
  time: Time,
  datacontenttype: z.literal('application/json'),
  /** W3C Trace Context, when the change was traced. */
  traceparent: z.string().optional(),
  data: z.unknown(),
});
export type CloudEvent = z.infer<typeof CloudEvent>;
