import { randomUUID } from 'node:crypto';
import { isMutant } from '@latchkey/config/mutant';
import {
  type InvalidationAck,
  InvalidationPush,
  invalidateAckSubject,
  invalidateSubject,
  releaseLease,
  renewLease,
} from '@latchkey/contracts/tokens/lease';
import { Bus } from '@latchkey/messaging/bus';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Readiness } from '@latchkey/observability/readiness';
import type { Msg } from '@nats-io/transport-node';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { config } from '../config.js';
import { showCredentialCache } from './credential-cache-metrics.js';
import { Lease } from './lease.js';
import { PrincipalCache } from './principal-cache.js';

/** How often the lease is renewed, in milliseconds. */
const renewEveryMs = 1000;
/** A renewal that takes longer is given up for a new one, so that one lost message does not cost the lease. */
const briefly = { deadlineMs: 900 };
const tidyEveryMs = 10_000;

/**
 * Holds the lease under which this process answers from its cache, and keeps the cache true meanwhile: renewals carry
 * what was invalidated (safe), pushes bring it at once (fast).
 */
@Injectable()
export class LeaseKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly lease = new Lease();
  readonly cache = new PrincipalCache(config.cacheEntries);
  /** One per process start: a restarted gateway is another one, with an empty cache. */
  private readonly gatewayId = `gw_${randomUUID()}`;
  private readonly logger = new Logger(LeaseKeeper.name);
  private readonly listeners = new Set<(userId: string) => void>();
  private applied: { seq: number; generation: string } | undefined;
  private timers: NodeJS.Timeout[] = [];
  private renewing: Promise<void> | undefined;

  constructor(
    private readonly rpc: RpcClient,
    private readonly bus: Bus,
    private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    showCredentialCache({
      entries: () => this.cache.size,
      holdsLease: () => this.lease.holds(performance.now()),
    });
    this.readiness.add('nats', async () => {
      if (!this.bus.isConnected()) throw new Error('not connected');
    });
    this.readiness.add('tokens', async () => {
      if (!this.lease.holds(performance.now())) throw new Error('no lease');
    });
    this.bus.connected().then(
      (connection) =>
        connection.subscribe(invalidateSubject, {
          callback: (error, message) => {
            if (!error) this.hear(message);
          },
        }),
      () => undefined,
    );
    this.timers = [
      setInterval(() => this.renewOnce(), renewEveryMs),
      setInterval(() => this.cache.tidy(performance.now()), tidyEveryMs),
    ];
    this.renewOnce();
  }

  /** Gives the lease back, so that nobody waits for a gateway that is gone. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.renewing;
    this.lease.end();
    await this.rpc.call(releaseLease, { gatewayId: this.gatewayId }, briefly).catch(() => undefined);
  }

  /** Calls back when something of a user was invalidated, after the cache has dropped it. */
  onInvalidation(listener: (userId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private renewOnce(): void {
    this.renewing ??= this.renew()
      .catch((error: unknown) => this.logger.warn(`Lease not renewed: ${String(error)}`))
      .finally(() => {
        this.renewing = undefined;
      });
  }

  private async renew(): Promise<void> {
    const sentAt = performance.now();
    const { gatewayId, applied } = this;
    const known = { appliedSeq: applied?.seq ?? null, generation: applied?.generation ?? null };
    const answer = await this.rpc.call(renewLease, { gatewayId, ...known }, briefly);
    if (answer.flushAll) this.cache.clear(answer.seq);
    else if (!isMutant('renewal-without-catch-up')) this.apply(answer.invalidations);
    this.applied = { seq: answer.seq, generation: answer.generation };
    // Only now: until here the cache did not know what the lease presumes.
    this.lease.extend(isMutant('deadline-from-reply') ? performance.now() : sentAt, answer.leaseMs);
  }

  private hear(message: Msg): void {
    const push = InvalidationPush.safeParse(message.json());
    if (!push.success) return;
    if (isMutant('ack-before-apply')) setTimeout(() => this.apply(push.data.invalidations), 2000);
    else this.apply(push.data.invalidations);
    // After applying, never before: the revoker answers its client on this word.
    const ack: InvalidationAck = {
      gatewayId: this.gatewayId,
      seqs: push.data.invalidations.map((i) => i.seq),
    };
    this.bus.connection.publish(invalidateAckSubject, JSON.stringify(ack));
  }

  private apply(invalidations: InvalidationPush['invalidations']): void {
    const now = performance.now();
    for (const invalidation of invalidations) this.cache.apply(invalidation, now);
    for (const { userId } of invalidations) for (const listener of this.listeners) listener(userId);
  }
}
