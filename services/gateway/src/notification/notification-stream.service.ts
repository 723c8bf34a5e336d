import { Readable } from 'node:stream';
import type { Caller } from '@latchkey/contracts/caller';
import { listNotifications, listNotificationsAfter } from '@latchkey/contracts/notifications/notification';
import { grants, userNotificationsRead } from '@latchkey/contracts/rights';
import { AppError } from '@latchkey/errors/app-error';
import { RateLimited } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from '../authentication/authenticator.service.js';
import { config } from '../config.js';
import { LeaseKeeper } from '../credential-cache/lease-keeper.service.js';
import { NotificationHints } from './notification-hints.service.js';
import { NotificationStream, type StreamSource } from './notification-stream.js';

const batch = 100;
/** Streams that one account may hold open at one gateway: each costs questions at every heartbeat. */
const mostOpen = 40;

export interface Watching {
  readonly caller: Caller;
  readonly userId: string;
  /** The notification that the client has seen last. */
  readonly lastId: string | undefined;
}

/** Opens streams of notifications and ends them. */
@Injectable()
export class NotificationStreamService implements BeforeApplicationShutdown {
  /** Each with the account whose credential opened it. */
  private readonly open = new Map<NotificationStream, string>();

  constructor(
    private readonly rpc: RpcClient,
    private readonly authenticator: Authenticator,
    private readonly keeper: LeaseKeeper,
    private readonly hints: NotificationHints,
  ) {}

  /** Open streams would keep the server from closing. */
  beforeApplicationShutdown(): void {
    for (const stream of this.open.keys()) stream.end();
  }

  /** The text of the stream; it ends with the connection. */
  async follow(watching: Watching, request: FastifyRequest, { raw }: FastifyReply): Promise<Readable> {
    const { caller, userId } = watching;
    const last = await this.start(watching);
    this.requireRoom(caller.userId);
    const source = this.sourceOf(request, userId);
    const stream = new NotificationStream(
      source,
      config.streamHeartbeatSeconds * 1000,
      () => raw.destroy(),
      last,
    );
    const forget = [
      this.hints.listen(userId, () => stream.hint()),
      this.keeper.onInvalidation((id) => {
        if (id === caller.userId) stream.invalidated();
      }),
    ];
    this.open.set(stream, caller.userId);
    const closed = () => {
      for (const each of forget) each();
      this.open.delete(stream);
      stream.end();
    };
    if (raw.destroyed) closed();
    else raw.once('close', closed);
    return Readable.from(quietly(stream.events()));
  }

  private requireRoom(userId: string): void {
    const held = [...this.open.values()].filter((id) => id === userId).length;
    if (held >= mostOpen)
      throw new RateLimited(
        config.streamHeartbeatSeconds,
        'This account has too many streams open. Close one first.',
      );
  }

  /** Where to begin: after what the client has seen, or, if that is nothing that we know, with what comes from now on. */
  private async start({ caller, userId, lastId }: Watching): Promise<string | null> {
    if (lastId !== undefined) {
      const about = { caller, userId, after: lastId, limit: 1 };
      const known = await this.rpc.call(listNotificationsAfter, about).catch((error: unknown) => {
        if (error instanceof AppError && error.kind === 'not_found') return undefined;
        throw error;
      });
      if (known) return lastId;
    }
    const { items } = await this.rpc.call(listNotifications, { caller, userId, page: { limit: 1 } });
    return items[0]?.id ?? null;
  }

  private sourceOf(request: FastifyRequest, userId: string): StreamSource {
    return {
      verify: async () => {
        const caller = await this.authenticator.reauthenticate(request);
        return caller && maySee(caller, userId) ? caller : undefined;
      },
      listAfter: async (caller, after) => {
        const input = { caller, userId, after, limit: batch };
        return (await this.rpc.call(listNotificationsAfter, input)).items;
      },
    };
  }
}

/** As when the stream was opened: a right may be taken from a key, an administrator may be one no longer. */
function maySee(caller: Caller, userId: string): boolean {
  if (!grants(caller.rights, userNotificationsRead)) return false;
  return caller.userId === userId || (caller.admin && caller.kind !== 'key');
}

/** A service that does not answer ends the stream; the client comes again, and is told so then. */
async function* quietly(events: AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* events;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
