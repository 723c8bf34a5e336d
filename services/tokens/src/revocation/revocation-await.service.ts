import { setTimeout as pause } from 'node:timers/promises';
import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { RevocationPending } from './revocation.errors.js';
import { RevocationService } from './revocation.service.js';

/** Shorter than the RPC deadline of 5 s less the longest lease wait would be unfair to a slow broker; so: */
const patienceMs = 4500;
const lookMs = 8;

interface Row {
  id: string;
  user_id: string;
  seq: string;
  effective_at: Date;
  sessions: number;
  cli_tokens: number;
  api_keys: number;
}

/** Finishes the receipt of a revocation that an event causes, on whichever replica is asked. */
@Injectable()
export class RevocationAwaitService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly revocations: RevocationService,
  ) {}

  /** @throws RevocationPending when the cause did not arrive, or the barrier did not close, within 4.5 s */
  async await(cause: string): Promise<Receipt> {
    const deadline = performance.now() + patienceMs;
    const row = await this.arrival(cause, deadline);
    const receipt = this.revocations.receipt({
      id: row.id,
      effectiveAt: row.effective_at.toISOString(),
      revoked: { sessions: row.sessions, cliTokens: row.cli_tokens, apiKeys: row.api_keys },
      invalidations: [{ seq: Number(row.seq), userId: row.user_id, credentialId: null }],
    });
    const late = new AbortController();
    try {
      return await Promise.race([
        receipt,
        pause(Math.max(0, deadline - performance.now()), undefined, { signal: late.signal }).then(() => {
          throw new RevocationPending();
        }),
      ]);
    } finally {
      late.abort();
      receipt.catch(() => undefined);
    }
  }

  private async arrival(cause: string, deadline: number): Promise<Row> {
    for (;;) {
      const [row] = (await this.db.query(
        `SELECT id, user_id, seq, effective_at, sessions, cli_tokens, api_keys FROM revocation WHERE cause = $1`,
        [cause],
      )) as [Row?];
      if (row) return row;
      if (performance.now() > deadline) throw new RevocationPending();
      await pause(lookMs);
    }
  }
}
