import { Module } from '@nestjs/common';
import { CredentialQuestions } from './credential-questions.service.js';
import { LeaseKeeper } from './lease-keeper.service.js';
import { LeasedVerifier } from './leased-verifier.service.js';
import { UseReporter } from './use-reporter.service.js';

@Module({
  providers: [LeaseKeeper, UseReporter, CredentialQuestions, LeasedVerifier],
  exports: [LeasedVerifier, LeaseKeeper],
})
export class CredentialCacheModule {}
