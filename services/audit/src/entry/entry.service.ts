import type { AuditEntry, listAuditEntries, Outcome } from '@latchkey/contracts/audit/entry';
import type { Actor, Caller } from '@latchkey/contracts/caller';
import type { InputOf } from '@latchkey/contracts/rpc';
import { newId } from '@latchkey/database/id';
import type { Page } from '@latchkey/database/page';
import { NotFound } from '@latchkey/errors/errors';
import type { ReceivedEvent } from '@latchkey/messaging/on-event';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { canonicalJson, hashOf } from './chain.js';
import { EntryQuery } from './entry.query.js';

/** What a reaction makes of an event. `data` holds no secret and nothing that the other fields say. */
export interface Deed {
  /** Whose log it belongs to; null when nobody's that is known. */
  readonly userId: string | null;
  /** `noun.verb` */
  readonly action: string;
  readonly outcome: Outcome;
  readonly actor: Actor;
  readonly target: AuditEntry['target'];
  readonly data: Record<string, unknown>;
}

const batchSize = 2000;
/** Of one call. */
const batches = 10;

/** The one thing that is said of somebody who is erased. */
const erasure = 'user.erase';

type Unchained = Omit<AuditEntry, 'hash' | 'previousHash'>;

@Injectable()
export class EntryService {
  constructor(
    private readonly db: DataSource,
    private readonly query: EntryQuery,
  ) {}

  /** Appends an entry to a log, as its event's transaction commits; an event that has one already gets no other. */
  async append(tx: EntityManager, event: ReceivedEvent, deed: Deed): Promise<void> {
    // One at a time per log: each entry names the hash of the one before it.
    await lockLog(tx, deed.userId);
    const head = await headOf(tx, deed.userId);
    // What comes late of somebody who is erased leaves nothing behind but that they are.
    if (head.erased && deed.action !== erasure) return;
    const entry = { ...entryOf(event, deed), previousHash: head.hash };
    await insert(tx, {
      entry: { ...entry, hash: hashOf(entry) },
      userId: deed.userId,
      sequence: BigInt(head.sequence) + 1n,
      eventId: event.id,
    });
  }

  /** Erases a log. What this user did in the logs of others stays there: it is theirs, and its chain would break. */
  async erase(userId: string): Promise<{ done: boolean }> {
    await this.db.transaction(async (tx) => {
      await lockLog(tx, userId);
      await tx.query('INSERT INTO erased_log (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [userId]);
    });
    // Nothing is added any more. In batches, and over several calls: a long log is no statement that is cut off.
    for (let batch = 0; batch < batches; batch++) {
      const [, deleted] = (await this.db.query(
        `DELETE FROM audit_entry WHERE id IN (
           SELECT id FROM audit_entry WHERE user_id = $1 AND action <> $2 LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)`,
        [userId, erasure],
      )) as [unknown, number];
      if (deleted === 0) break;
    }
    // Looked up and not counted: another replica may have taken rows that this one meant to.
    const left: unknown[] = await this.db.query(
      'SELECT 1 FROM audit_entry WHERE user_id = $1 AND action <> $2 LIMIT 1',
      [userId, erasure],
    );
    return { done: left.length === 0 };
  }

  async list(input: InputOf<typeof listAuditEntries>): Promise<Page<AuditEntry>> {
    mustSee(input.caller, input.userId);
    return this.query.page(input);
  }

  /** Works out every hash of a log anew. */
  async verify({ caller, userId }: { caller: Caller; userId: string }) {
    mustSee(caller, userId);
    return this.query.verify(userId);
  }
}

/** The log of somebody else is not there, save for an administrator. */
function mustSee(caller: Caller, userId: string): void {
  if (caller.userId !== userId && !caller.admin) throw new NotFound();
}

/** Until the commit nobody else writes to this log. */
async function lockLog(tx: EntityManager, userId: string | null): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`audit-log ${userId ?? ''}`]);
}

interface Head {
  readonly sequence: string;
  readonly hash: string | null;
  readonly erased: boolean;
}

async function headOf(tx: EntityManager, userId: string | null): Promise<Head> {
  const [head] = (await tx.query(
    `SELECT coalesce(last.sequence, 0) AS sequence, last.hash,
            EXISTS (SELECT 1 FROM erased_log WHERE user_id = $1) AS erased
       FROM (SELECT) AS one LEFT JOIN LATERAL (
         SELECT sequence, hash FROM audit_entry WHERE coalesce(user_id, '') = $1 ORDER BY sequence DESC LIMIT 1
       ) AS last ON true`,
    [userId ?? ''],
  )) as [Head];
  return head;
}

function entryOf(event: ReceivedEvent, { action, outcome, actor, target, data }: Deed): Unchained {
  return {
    id: newId('aud'),
    // As it will be read back: in milliseconds.
    time: new Date(event.time).toISOString(),
    action,
    outcome,
    actor: {
      id: actor.userId,
      handle: actor.handle,
      credentialId: actor.credentialId,
      credentialKind: actor.credentialKind,
    },
    ipAddress: actor.ipAddress,
    userAgent: actor.userAgent,
    target,
    data,
  };
}

interface Row {
  readonly entry: AuditEntry;
  readonly userId: string | null;
  readonly sequence: bigint;
  readonly eventId: string;
}

async function insert(tx: EntityManager, { entry, userId, sequence, eventId }: Row): Promise<void> {
  await tx.query(
    `INSERT INTO audit_entry (id, user_id, sequence, event_id, time, action, outcome, actor_id, actor_handle,
       actor_credential_id, actor_credential_kind, ip_address, user_agent, target_type, target_id, data, hash,
       previous_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT (event_id) DO NOTHING`,
    [
      ...[entry.id, userId, sequence.toString(), eventId, entry.time, entry.action, entry.outcome],
      ...[entry.actor.id, entry.actor.handle, entry.actor.credentialId, entry.actor.credentialKind],
      ...[entry.ipAddress, entry.userAgent, entry.target?.type ?? null, entry.target?.id ?? null],
      ...[canonicalJson(entry.data), entry.hash, entry.previousHash],
    ],
  );
}
