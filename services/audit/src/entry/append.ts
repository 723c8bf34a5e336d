import type { AuditEntry, Outcome } from '@latchkey/contracts/audit/entry';
import type { Actor } from '@latchkey/contracts/caller';
import { newId } from '@latchkey/database/id';
import { jsonRows } from '@latchkey/database/json-rows';
import type { ReceivedEvent } from '@latchkey/messaging/on-event';
import type { EntityManager } from 'typeorm';
import { canonicalJson, hashOf } from './chain.js';

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

export interface Appended {
  readonly event: ReceivedEvent;
  readonly deed: Deed;
}

/** The one thing that is said of somebody who is erased. */
export const erasure = 'user.erase';

/** Of a log whose user is not known: all of them share one. */
const nobody = '';

/** Appends to logs, in this order; an event that has an entry already gets no other. */
export async function appendAll(tx: EntityManager, appended: readonly Appended[]): Promise<void> {
  const logs = [...new Set(appended.map(({ deed }) => deed.userId ?? nobody))];
  await lockLogs(tx, logs);
  const [heads, known] = await Promise.all([
    headsOf(tx, logs),
    withEntry(
      tx,
      appended.map(({ event }) => event.id),
    ),
  ]);
  const rows: Row[] = [];
  for (const { event, deed } of appended) {
    const head = heads.get(deed.userId ?? nobody) as Head;
    // What comes late of somebody who is erased leaves nothing behind but that they are.
    if (known.has(event.id) || (head.erased && deed.action !== erasure)) continue;
    const unsigned = { ...entryOf(event, deed), previousHash: head.hash };
    const entry = { ...unsigned, hash: hashOf(unsigned) };
    head.hash = entry.hash;
    head.sequence += 1n;
    known.add(event.id);
    rows.push({ entry, userId: deed.userId, sequence: head.sequence, eventId: event.id });
  }
  if (rows.length > 0) await insert(tx, rows);
}

/** Until the commit nobody else writes to these logs: each entry names the hash of the one before it. */
export async function lockLogs(tx: EntityManager, logs: readonly string[]): Promise<void> {
  // Everybody in the same order, so that no two wait for each other.
  await tx.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('audit-log ' || log, 0))
       FROM json_array_elements_text($1::json) AS log`,
    [JSON.stringify([...logs].sort())],
  );
}

interface Head {
  sequence: bigint;
  hash: string | null;
  readonly erased: boolean;
}

async function headsOf(tx: EntityManager, logs: readonly string[]): Promise<Map<string, Head>> {
  const rows: { log: string; sequence: string; hash: string | null; erased: boolean }[] = await tx.query(
    `SELECT log, coalesce(last.sequence, 0) AS sequence, last.hash,
            EXISTS (SELECT 1 FROM erased_log WHERE user_id = log) AS erased
       FROM json_array_elements_text($1::json) AS log LEFT JOIN LATERAL (
         SELECT sequence, hash FROM audit_entry WHERE coalesce(user_id, '') = log ORDER BY sequence DESC LIMIT 1
       ) AS last ON true`,
    [JSON.stringify(logs)],
  );
  return new Map(rows.map(({ log, sequence, ...rest }) => [log, { ...rest, sequence: BigInt(sequence) }]));
}

/** Those of the events that have an entry. */
async function withEntry(tx: EntityManager, eventIds: readonly string[]): Promise<Set<string>> {
  const rows: { event_id: string }[] = await tx.query(
    `SELECT event_id FROM json_array_elements_text($1::json) AS id JOIN audit_entry ON event_id = id`,
    [JSON.stringify(eventIds)],
  );
  return new Set(rows.map(({ event_id }) => event_id));
}

function entryOf(
  event: ReceivedEvent,
  { action, outcome, actor, target, data }: Deed,
): Omit<AuditEntry, 'hash' | 'previousHash'> {
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

async function insert(tx: EntityManager, rows: readonly Row[]): Promise<void> {
  const columns = rows.map(({ entry, userId, sequence, eventId }) => ({
    id: entry.id,
    user_id: userId,
    sequence: sequence.toString(),
    event_id: eventId,
    time: entry.time,
    action: entry.action,
    outcome: entry.outcome,
    actor_id: entry.actor.id,
    actor_handle: entry.actor.handle,
    actor_credential_id: entry.actor.credentialId,
    actor_credential_kind: entry.actor.credentialKind,
    ip_address: entry.ipAddress,
    user_agent: entry.userAgent,
    target_type: entry.target?.type ?? null,
    target_id: entry.target?.id ?? null,
    // As text: the log keeps what was hashed, to the letter.
    data: canonicalJson(entry.data),
    hash: entry.hash,
    previous_hash: entry.previousHash,
  }));
  await tx.query(
    `INSERT INTO audit_entry (id, user_id, sequence, event_id, time, action, outcome, actor_id, actor_handle,
       actor_credential_id, actor_credential_kind, ip_address, user_agent, target_type, target_id, data, hash,
       previous_hash)
     SELECT id, user_id, sequence, event_id, time, action, outcome, actor_id, actor_handle,
       actor_credential_id, actor_credential_kind, ip_address, user_agent, target_type, target_id, data::json, hash,
       previous_hash
       FROM json_to_recordset($1::json) AS row (id text, user_id text, sequence bigint, event_id text,
         time timestamptz, action text, outcome text, actor_id text, actor_handle text, actor_credential_id text,
         actor_credential_kind text, ip_address text, user_agent text, target_type text, target_id text, data text,
         hash text, previous_hash text)`,
    [jsonRows(columns)],
  );
}
