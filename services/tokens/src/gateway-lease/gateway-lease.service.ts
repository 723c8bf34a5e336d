import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type { renewLease } from '@latchkey/contracts/tokens/lease';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { config } from '../config.js';
import { InvalidationService } from '../invalidation/invalidation.service.js';

export interface LiveLease {
  readonly gatewayId: string;
  readonly appliedSeq: number;
  /** Milliseconds left by the database's clock, when it was read. */
  readonly remainingMs: number;
}

/** Who may answer from a cache, and for how long (leases: Gray and Cheriton 1989). */
@Injectable()
export class GatewayLeaseService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly invalidations: InvalidationService,
  ) {}

  /**
   * The lease commits first and the list is read afterwards, in a snapshot of its own: a revoker that did not see
   * this lease had committed before that snapshot, so its invalidation is in the list.
   */
  async renew({
    gatewayId,
    appliedSeq,
    generation,
  }: InputOf<typeof renewLease>): Promise<OutputOf<typeof renewLease>> {
    await this.db.query(
      `INSERT INTO gateway_lease (gateway_id, applied_seq, expires_at)
       VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
       ON CONFLICT (gateway_id) DO UPDATE
          SET applied_seq = greatest(gateway_lease.applied_seq, excluded.applied_seq),
              expires_at = greatest(gateway_lease.expires_at, excluded.expires_at)`,
      [gatewayId, appliedSeq ?? 0, config.leaseMs / 1000],
    );
    const [current] = (await this.db.query('SELECT value FROM generation')) as [{ value: string }];
    const seen = { leaseMs: config.leaseMs, generation: current.value };
    if (appliedSeq !== null && generation === current.value) {
      const missed = await this.invalidations.after(appliedSeq);
      if (missed) return { ...seen, flushAll: false, ...missed };
    }
    return { ...seen, flushAll: true, invalidations: [], seq: await this.invalidations.lastSeq() };
  }

  /** Given back by a gateway that has stopped answering. */
  async release(gatewayId: string): Promise<void> {
    await this.db.query('DELETE FROM gateway_lease WHERE gateway_id = $1', [gatewayId]);
  }

  /** Call it after the commit that revokes: a lease taken later has the invalidation in its answer. */
  async live(): Promise<LiveLease[]> {
    const rows: { gateway_id: string; applied_seq: string; remaining_ms: number }[] = await this.db.query(
      `SELECT gateway_id, applied_seq,
              extract(epoch FROM expires_at - clock_timestamp())::float8 * 1000 AS remaining_ms
         FROM gateway_lease WHERE expires_at > clock_timestamp()`,
    );
    return rows.map((row) => ({
      gatewayId: row.gateway_id,
      appliedSeq: Number(row.applied_seq),
      remainingMs: row.remaining_ms,
    }));
  }

  async purge(): Promise<void> {
    await this.db.query(
      `DELETE FROM gateway_lease WHERE expires_at < clock_timestamp() - interval '1 minute'`,
    );
  }
}
