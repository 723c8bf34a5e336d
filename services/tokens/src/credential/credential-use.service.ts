import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** How long a use waits to be written, in milliseconds; together with the gateways' own wait well under 10 s. */
const flushMs = 2000;

interface Use {
  ipAddress: string;
  /** On this process's monotonic clock. */
  at: number;
}

/**
 * When and from where credentials were last used: gathered and written in one statement, so that a use costs no
 * write of its own. A crash loses the uses of the last seconds, and nothing else.
 */
@Injectable()
export class CredentialUseService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(CredentialUseService.name);
  private uses = new Map<string, Use>();
  private timer: NodeJS.Timeout | undefined;

  constructor(@InjectDataSource() private readonly db: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), flushMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  note(credentialId: string, ipAddress: string, secondsAgo: number): void {
    const at = performance.now() - secondsAgo * 1000;
    const known = this.uses.get(credentialId);
    if (!known || known.at < at) this.uses.set(credentialId, { ipAddress, at });
  }

  /** A superseded key after its grace: rare and worth a write at once, once. */
  async noteLate(credentialId: string, ipAddress: string | null): Promise<void> {
    await this.db.query(
      'UPDATE credential SET late_use_at = clock_timestamp(), late_use_ip = $2 WHERE id = $1 AND late_use_at IS NULL',
      [credentialId, ipAddress],
    );
  }

  async flush(): Promise<void> {
    if (this.uses.size === 0) return;
    const taken = this.uses;
    this.uses = new Map();
    try {
      this.keep(taken, await this.write(taken));
    } catch (error) {
      this.logger.warn(`Uses not written, kept for the next time: ${String(error)}`);
      this.keep(taken, taken.keys());
    }
  }

  private keep(taken: ReadonlyMap<string, Use>, ids: Iterable<string>): void {
    for (const id of ids) {
      const use = taken.get(id);
      if (use && !this.uses.has(id)) this.uses.set(id, use);
    }
  }

  /**
   * Waits for nobody: a revoker holds its caller's row before it takes those that it ends, in no order that could be
   * kept here, and of two who wait for each other the database would refuse the revocation.
   *
   * @returns the ids of those that somebody held
   */
  private async write(uses: Map<string, Use>): Promise<string[]> {
    const now = performance.now();
    const rows = [...uses];
    const held: { id: string }[] = await this.db.query(
      `WITH used AS (
         SELECT u.id, u.ip, clock_timestamp() - make_interval(secs => u.ago) AS at
           FROM unnest($1::text[], $2::text[], $3::float8[]) AS u (id, ip, ago)
       ), locked AS (
         SELECT c.id FROM credential c JOIN used u ON u.id = c.id WHERE c.status <> 'ended'
            FOR NO KEY UPDATE OF c SKIP LOCKED
       ), written AS (
         UPDATE credential c
            SET last_used_at = u.at, last_used_ip = u.ip,
                dies_at = CASE WHEN c.idle_seconds IS NULL THEN c.dies_at
                          ELSE least(coalesce(c.expires_at, 'infinity'), u.at + make_interval(secs => c.idle_seconds)) END
           FROM used u, locked l
          WHERE c.id = u.id AND l.id = c.id AND (c.last_used_at IS NULL OR c.last_used_at < u.at)
            -- A use reported late does not wake what has run out meanwhile.
            AND c.dies_at > clock_timestamp()
       )
       SELECT c.id FROM credential c JOIN used u ON u.id = c.id
        WHERE c.status <> 'ended' AND c.id NOT IN (SELECT id FROM locked)`,
      [
        rows.map(([id]) => id),
        rows.map(([, use]) => use.ipAddress),
        rows.map(([, use]) => (now - use.at) / 1000),
      ],
    );
    return held.map(({ id }) => id);
  }
}
