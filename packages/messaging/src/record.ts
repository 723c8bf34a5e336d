import type { EventContract, PayloadOf } from '@latchkey/contracts/event';
import { afterCommit } from '@latchkey/database/after-commit';
import { newId } from '@latchkey/database/id';
import type { EntityManager } from 'typeorm';
import { hintRecorded } from './outbox/hint.js';
import { currentContext } from './request-context.js';

/** Half of what a NATS server takes by default. Checked here: the relay could only retry it for ever. */
const maxBytes = 512 * 1024;

/**
 * Reports a fact: its event is written in the transaction that makes it true, and relayed after the commit.
 *
 * Events about one user keep their order if their transactions do, which needs a row that each of them locks before
 * it records (the row that changes, usually).
 *
 * @returns the event's id
 * @throws Error when no transaction is open or the event is larger than 512 KiB; ZodError when it breaks its contract
 */
export async function record<E extends EventContract>(
  tx: EntityManager,
  contract: E,
  payload: PayloadOf<E>,
): Promise<string> {
  if (!tx.queryRunner?.isTransactionActive)
    throw new Error(`Recording ${contract.type} needs an open transaction`);
  const data = contract.payload.parse(payload) as { userId?: string | null };
  const id = newId('evt');
  const userId = data.userId ?? null;
  const traceparent = currentContext()?.traceparent;
  const envelope = JSON.stringify({
    specversion: '1.0',
    id,
    source: `/${contract.service}`,
    type: contract.type,
    ...(userId ? { subject: userId } : {}),
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    ...(traceparent ? { traceparent } : {}),
    data,
  });
  if (Buffer.byteLength(envelope) > maxBytes)
    throw new Error(`This ${contract.type} is too large for an event`);
  await tx.query('INSERT INTO outbox (id, subject, aggregate_id, envelope) VALUES ($1, $2, $3, $4)', [
    id,
    contract.subject,
    userId,
    envelope,
  ]);
  afterCommit(tx, () => hintRecorded(tx.dataSource, contract));
  return id;
}
