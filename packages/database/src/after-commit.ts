import {
  type EntityManager,
  type EntitySubscriberInterface,
  EventSubscriber,
  type TransactionCommitEvent,
  type TransactionRollbackEvent,
} from 'typeorm';

const waiting = new WeakMap<object, (() => void)[]>();

/**
 * Runs `action` once the transaction has committed, never if it rolls back. It may be lost in a crash: only for
 * hints (wake the relay, enqueue a job whose row a sweep would find).
 */
export function afterCommit(tx: EntityManager, action: () => void): void {
  const runner = tx.queryRunner;
  if (!runner?.isTransactionActive) throw new Error('afterCommit needs an open transaction');
  const actions = waiting.get(runner);
  if (actions) actions.push(action);
  else waiting.set(runner, [action]);
}

/** Registered with every data source. TypeORM silently ignores a subscriber class without the decorator. */
@EventSubscriber()
export class AfterCommitSubscriber implements EntitySubscriberInterface {
  afterTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    if (queryRunner.isTransactionActive) return; // a savepoint; the outer transaction is still open
    const actions = waiting.get(queryRunner) ?? [];
    waiting.delete(queryRunner);
    for (const action of actions) action();
  }

  afterTransactionRollback({ queryRunner }: TransactionRollbackEvent): void {
    if (!queryRunner.isTransactionActive) waiting.delete(queryRunner);
  }
}
