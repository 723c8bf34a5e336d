import { Module } from '@nestjs/common';
import { InvalidationService } from './invalidation.service.js';

@Module({ providers: [InvalidationService], exports: [InvalidationService] })
export class InvalidationModule {}
