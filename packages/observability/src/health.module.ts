import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

/** Lets any part of a service add its dependency to what `/readyz` asks. */
@Global()
@Module({ providers: [Readiness], exports: [Readiness] })
export class ReadinessModule {}

/** `/healthz`, `/readyz` and `/metrics`. */
@Module({ imports: [ReadinessModule], controllers: [HealthController] })
export class HealthModule {}
