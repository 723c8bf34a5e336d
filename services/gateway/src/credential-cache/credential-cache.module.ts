import { Module } from '@nestjs/common';
import { LeaseKeeper } from './lease-keeper.service.js';
import { LeasedVerifier } from './leased-verifier.service.js';
import { UseReporter } from './use-reporter.service.js';

@Module({ providers: [LeaseKeeper, UseReporter, LeasedVerifier], exports: [LeasedVerifier, LeaseKeeper] })
export class CredentialCacheModule {}
