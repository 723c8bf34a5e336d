import { isMutant } from '@latchkey/config/mutant';
import {
  type Invalidation,
  InvalidationAck,
  type InvalidationPush,
  invalidateAckSubject,
  invalidateSubject,
} from '@latchkey/contracts/tokens/lease';
import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import { Bus } from '@latchkey/messaging/bus';
import type { Msg } from '@nats-io/transport-node';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { z } from 'zod';
import { GatewayLeaseService, type LiveLease } from './gateway-lease.service.js';

export type Barrier = z.infer<typeof Receipt>['barrier'];

/** How often the push is repeated and the leases are looked at again, in milliseconds, while somebody is missing. */
const repeatMs = 250;
/** A gateway's clock may run this much slower than ours before its lease would outlive our wait. */
const drift = 1.02;

/** One revoker waiting for acknowledgements of its invalidations. */
class Wait {
  private readonly missing = new Map<string, Set<number>>();
  private wake: () => void = () => undefined;

  constructor(readonly seqs: readonly number[]) {}

  acknowledge(gatewayId: string, seqs: readonly number[]): void {
    const missing = this.missing.get(gatewayId) ?? new Set(this.seqs);
    for (const seq of seqs) missing.delete(seq);
    this.missing.set(gatewayId, missing);
    this.wake();
  }

  hasAll(gatewayId: string): boolean {
    return this.missing.get(gatewayId)?.size === 0;
  }

  /** Until the next acknowledgement, at most so long. */
  next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * Waits until no gateway can accept what was revoked: each that held a live lease after the commit has applied the
 * invalidation, or that lease has run out. It never takes "already revoked" for an answer: every call waits afresh.
 */
@Injectable()
export class BarrierService implements OnApplicationBootstrap {
  private readonly logger = new Logger(BarrierService.name);
  private readonly waits = new Set<Wait>();

  constructor(
    private readonly bus: Bus,
    private readonly leases: GatewayLeaseService,
  ) {}

  onApplicationBootstrap(): void {
    // The subscription survives reconnects; until there is a first connection, receipts wait for leases to run out.
    this.bus.connected().then(
      (connection) =>
        connection.subscribe(invalidateAckSubject, {
          callback: (error, message) => this.hear(error, message),
        }),
      () => undefined,
    );
  }

  private hear(error: Error | null, message: Msg): void {
    const ack = error ? undefined : InvalidationAck.safeParse(message.json());
    if (!ack?.success) return;
    for (const wait of this.waits) wait.acknowledge(ack.data.gatewayId, ack.data.seqs);
  }

  /**
   * @param invalidations committed, with their sequence numbers
   * @throws whatever the database throws: then nothing is known, and no receipt may be given
   */
  async close(invalidations: readonly Invalidation[]): Promise<Barrier> {
    const start = performance.now();
    const wait = new Wait(invalidations.map((i) => i.seq));
    this.waits.add(wait);
    try {
      this.push(invalidations);
      const live = await this.leases.live();
      if (isMutant('no-wait')) return { gateways: live.length, acknowledged: 0, expired: 0, elapsedMs: 0 };
      const acknowledged = await this.waitFor(wait, live, invalidations);
      const elapsedMs = Math.round((performance.now() - start) * 10) / 10;
      return { gateways: live.length, acknowledged, expired: live.length - acknowledged, elapsedMs };
    } finally {
      this.waits.delete(wait);
    }
  }

  /** Resolves with the number that acknowledged; the others' leases, as they were read, have run out. */
  private async waitFor(
    wait: Wait,
    live: LiveLease[],
    invalidations: readonly Invalidation[],
  ): Promise<number> {
    const last = Math.max(...wait.seqs);
    const readAt = performance.now();
    const endOf = new Map(live.map((lease) => [lease.gatewayId, readAt + lease.remainingMs * drift + 1]));
    const caughtUp = new Set(
      live.filter((lease) => lease.appliedSeq >= last).map((lease) => lease.gatewayId),
    );
    const acknowledged = (id: string) => caughtUp.has(id) || wait.hasAll(id);
    let lookAgainAt = readAt + repeatMs;

    for (;;) {
      const now = performance.now();
      const open = [...endOf].filter(([id, end]) => !acknowledged(id) && end > now);
      if (open.length === 0) return [...endOf.keys()].filter(acknowledged).length;
      if (now >= lookAgainAt) {
        this.push(invalidations);
        for (const lease of await this.leases.live())
          if (lease.appliedSeq >= last) caughtUp.add(lease.gatewayId);
        lookAgainAt = performance.now() + repeatMs;
        continue;
      }
      await wait.next(Math.max(1, Math.min(lookAgainAt, ...open.map(([, end]) => end)) - now));
    }
  }

  /** A hint: if it is lost, the renewals carry the invalidation within a second. */
  private push(invalidations: readonly Invalidation[]): void {
    try {
      const push: InvalidationPush = { invalidations: [...invalidations] };
      this.bus.connection.publish(invalidateSubject, JSON.stringify(push));
    } catch (error) {
      this.logger.warn(`Invalidation not pushed, waiting for leases: ${String(error)}`);
    }
  }
}
