import { Module } from '@nestjs/common';
import { AccountService } from './account.service.js';
import { FencedTransactionService } from './fenced-transaction.service.js';

@Module({
  providers: [AccountService, FencedTransactionService],
  exports: [AccountService, FencedTransactionService],
})
export class AccountModule {}
