import {
  type EntityManager,
  type EntitySubscriberInterface,
  EventSubscriber,
  type TransactionCommitEvent,
  type TransactionRollbackEvent,
} from 'typeorm';

type Items = unknown[];

const collected = new WeakMap<object, Map<CommitBatch<unknown>, Items>>();

/**
 * What one transaction is to write of a kind: collected, and written all at once before the commit. Nobody in the
 * transaction sees it earlier. A write that fails takes the transaction back.
 */
export class CommitBatch<T> {
  /** @param write gets everything that was added, in the order in which it was */
  constructor(readonly write: (tx: EntityManager, items: readonly T[]) => Promise<void>) {}

  /** @throws Error when no transaction is open */
  add(tx: EntityManager, item: T): void {
    const runner = tx.queryRunner;
    if (!runner?.isTransactionActive) throw new Error('A CommitBatch needs an open transaction');
    const batches = collected.get(runner) ?? new Map<CommitBatch<unknown>, Items>();
    collected.set(runner, batches);
    const batch = this as CommitBatch<unknown>;
    const items = batches.get(batch);
    if (items) items.push(item);
    else batches.set(batch, [item]);
  }
}

/** Registered with every data source. TypeORM waits for what it returns, and rolls back when that fails. */
@EventSubscriber()
export class CommitBatchSubscriber implements EntitySubscriberInterface {
  async beforeTransactionCommit({ queryRunner, manager }: TransactionCommitEvent): Promise<void> {
    // What is written may have more written.
    for (let batches = collected.get(queryRunner); batches; batches = collected.get(queryRunner)) {
      collected.delete(queryRunner);
      for (const [{ write }, items] of batches) await write(manager, items);
    }
  }

  afterTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    collected.delete(queryRunner);
  }
}
