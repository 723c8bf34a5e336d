import { Module } from '@nestjs/common';
import { CredentialCacheModule } from '../credential-cache/credential-cache.module.js';
import { Authenticator } from './authenticator.service.js';

@Module({ imports: [CredentialCacheModule], providers: [Authenticator], exports: [Authenticator] })
export class AuthenticationModule {}
