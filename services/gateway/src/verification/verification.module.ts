import { Module } from '@nestjs/common';
import { AuthenticationModule } from '../authentication/authentication.module.js';
import { CachedVerificationService } from './cached-verification.service.js';

@Module({ imports: [AuthenticationModule], providers: [CachedVerificationService] })
export class VerificationModule {}
