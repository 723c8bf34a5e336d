import type { Caller } from '@latchkey/contracts/caller';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AccountService, type FencedAccount } from './account.service.js';

/** Transactions in which the caller's own credential is known to live until they end. */
@Injectable()
export class FencedTransactionService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly accounts: AccountService,
  ) {}

  /**
   * Of two for one account, the second waits for the first.
   *
   * @param work gets the caller's account, locked
   * @throws CredentialDied when the caller was revoked first
   */
  run<T>(caller: Caller, work: (tx: EntityManager, account: FencedAccount) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => work(tx, await this.accounts.fence(tx, caller)));
  }
}
