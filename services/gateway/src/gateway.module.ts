import { BusModule } from '@latchkey/messaging/bus.module';
import { ReadinessModule } from '@latchkey/observability/health.module';
import { PolicyModule } from '@latchkey/policy/policy.module';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { RequestLogModule } from './audit/request-log.module.js';
import { AuthenticationGuard } from './authentication/authentication.guard.js';
import { AuthenticationModule } from './authentication/authentication.module.js';
import { RotateSessionService } from './authentication/rotate-session.service.js';
import { config } from './config.js';
import { controllers } from './controllers.js';
import { ProblemFilter } from './http/problem.filter.js';
import { SilentConnections } from './http/silent-connections.service.js';
import { NotificationStreamModule } from './notification/notification-stream.module.js';
import { RateLimitGuard } from './rate-limit/rate-limit.guard.js';
import { RateLimitModule } from './rate-limit/rate-limit.module.js';
import { VerificationModule } from './verification/verification.module.js';

@Module({
  imports: [
    BusModule.forRoot({ service: 'gateway', natsUrl: config.natsUrl, instance: config.instance }),
    PolicyModule.forRoot(config.policy),
    ReadinessModule,
    AuthenticationModule,
    RateLimitModule,
    RequestLogModule,
    VerificationModule,
    NotificationStreamModule,
  ],
  controllers,
  providers: [
    SilentConnections,
    RotateSessionService,
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class GatewayModule {}
