import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { RecordHint } from './hint.js';

/** Any number that no other part of the product locks, next to the one of the migrations. */
const relayLock = 52_824_540;

export const notifyChannel = 'latchkey_outbox';
/** Of a NOTIFY for which somebody waits. */
export const urgentPayload = 'urgent';

const settings = [
  // Everything that the relay writes may be lost in a crash: it would send again, or check again.
  'SET synchronous_commit = off',
  // A leader that was paused or cut off loses the lock, and a standby takes over. Kept alive by `beat`.
  `SET idle_session_timeout = '4s'`,
  'SET tcp_keepalives_idle = 2',
  'SET tcp_keepalives_interval = 1',
  'SET tcp_keepalives_count = 3',
  `SET statement_timeout = '60s'`,
];
const beatMs = 1000;

/**
 * The relay's own connection. It holds the lock that makes this replica the relay, and does all of the relay's
 * reading and writing: whoever lost the lock cannot write either.
 */
export class RelaySession {
  private failure: Error | undefined;
  private beat: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: pg.Client,
    private readonly onEnd: () => void,
  ) {
    client.on('error', (error) => this.fail(error));
    client.on('end', () => this.fail(new Error('The relay lost its database connection')));
  }

  static async open(url: string, { applicationName, onEnd }: { applicationName: string; onEnd: () => void }) {
    const client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: 3000,
      query_timeout: 65_000,
      keepAlive: true,
    });
    const session = new RelaySession(client, onEnd);
    await client.connect();
    for (const sql of settings) await client.query(sql);
    return session;
  }

  /** True once this replica is the relay, until the session ends. */
  async tryLead(): Promise<boolean> {
    const [row] = await this.query<{ leads: boolean }>('SELECT pg_try_advisory_lock($1) AS leads', [
      relayLock,
    ]);
    if (!row?.leads) return false;
    this.beat = setInterval(() => void this.query('SELECT 1').catch(() => undefined), beatMs);
    return true;
  }

  async listen(onNotify: (hint: RecordHint) => void): Promise<void> {
    this.client.on('notification', ({ payload }) => onNotify({ urgent: payload === urgentPayload }));
    await this.query(`LISTEN ${notifyChannel}`);
  }

  get ended(): boolean {
    return this.failure !== undefined;
  }

  /** One statement after the other. After any failure the session is over: what it still holds is unknown. */
  query<T extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    const result = this.last.then(() => this.run<T>(sql, parameters));
    this.last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    this.fail(new Error('The relay session is closed'));
    // A server that is cut off does not say goodbye; it drops the session by itself.
    await Promise.race([this.client.end().catch(() => undefined), delay(1000, undefined, { ref: false })]);
  }

  private async run<T extends pg.QueryResultRow>(sql: string, parameters: unknown[]): Promise<T[]> {
    if (this.failure) throw this.failure;
    try {
      return (await this.client.query<T>(sql, parameters)).rows;
    } catch (error) {
      this.fail(error as Error);
      throw error;
    }
  }

  private fail(error: Error): void {
    clearInterval(this.beat);
    if (this.failure) return;
    this.failure = error;
    this.onEnd();
  }
}
