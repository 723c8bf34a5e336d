/** Whom a service may ask, or what of it: `rpc.<callee>.>`. */
export const callees = {
  gateway: ['identity', 'tokens', 'notifications', 'audit'],
  identity: ['tokens', 'notifications.erasure', 'audit.erasure'],
  tokens: ['identity'],
  notifications: ['identity'],
  audit: [],
} as const satisfies Record<string, readonly string[]>;

export type NatsService = keyof typeof callees;
export const natsServices = Object.keys(callees) as readonly NatsService[];

/** Every user of the NATS server: one per service, and one for operator commands. */
export const natsUsers = [...natsServices, 'operator'] as const;
export type NatsUser = (typeof natsUsers)[number];

/** What only some services say or hear beside RPC and events: the instant half of a revocation, hints for streams. */
const extra: { readonly [S in NatsService]?: { publish: readonly string[]; subscribe: readonly string[] } } =
  {
    tokens: { publish: ['invalidate.>'], subscribe: ['invalidate-ack.>'] },
    gateway: { publish: ['invalidate-ack.>'], subscribe: ['invalidate.>', 'notify.>'] },
    notifications: { publish: ['notify.>'], subscribe: [] },
  };

export interface Permissions {
  readonly publish: { readonly allow: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
  readonly allow_responses?: { readonly max: number; readonly expires: string };
}

/**
 * What a user may say and hear; everything else is refused.
 *
 * @param durables names of the service's JetStream consumers. `*`: any, since NATS knows no wildcard inside a name
 */
export function permissionsOf(user: NatsUser, durables: readonly string[] = ['*']): Permissions {
  if (user === 'operator') return { publish: { allow: ['>'] }, subscribe: { allow: ['>'] } };
  return {
    publish: {
      allow: [
        `event.${user}.>`,
        `dead-letter.${user}.>`,
        ...callees[user].map((callee) => `rpc.${callee}.>`),
        ...(extra[user]?.publish ?? []),
        '$JS.API.INFO',
        ...['EVENTS', 'DEAD_LETTERS'].flatMap(streamSubjects),
        ...durables.flatMap(consumerSubjects),
        // Flow control of push consumers.
        '$JS.FC.>',
      ],
    },
    subscribe: { allow: [`rpc.${user}.>`, `_INBOX_${user}.>`, ...(extra[user]?.subscribe ?? [])] },
    // To whoever asked, once, while it can still be waiting (the RPC deadline is 5 s). One and not more: the
    // server forgets a question when it has had `max` answers, and searches all it remembers once they are many.
    allow_responses: { max: 1, expires: '6s' },
  };
}

// Make and read a stream; never delete or purge it, nor delete a message.
const streamSubjects = (stream: string): string[] => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.STREAM.CREATE.${stream}`,
  `$JS.API.STREAM.UPDATE.${stream}`,
  `$JS.API.STREAM.MSG.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}.>`,
];

// Make, read and acknowledge its own consumers. Deleting one is how a service starts it anew when the stream has lost
// what the consumer had acknowledged; its inbox makes that harmless.
const consumerSubjects = (durable: string): string[] => [
  `$JS.API.CONSUMER.CREATE.EVENTS.${durable}`,
  `$JS.API.CONSUMER.CREATE.EVENTS.${durable}.>`,
  `$JS.API.CONSUMER.DURABLE.CREATE.EVENTS.${durable}`,
  `$JS.API.CONSUMER.INFO.EVENTS.${durable}`,
  `$JS.API.CONSUMER.DELETE.EVENTS.${durable}`,
  `$JS.API.CONSUMER.MSG.NEXT.EVENTS.${durable}`,
  `$JS.ACK.EVENTS.${durable}.>`,
];
