import type { EntityManager } from 'typeorm';

/** The database's clock at this moment, RFC 3339 in UTC. */
export async function transactionTime(tx: EntityManager): Promise<string> {
  const [row] = (await tx.query('SELECT clock_timestamp() AS now')) as [{ now: Date }];
  return row.now.toISOString();
}
