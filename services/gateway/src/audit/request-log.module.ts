import { Module } from '@nestjs/common';
import { AuthenticationModule } from '../authentication/authentication.module.js';
import { RateLimitModule } from '../rate-limit/rate-limit.module.js';
import { RequestLogService } from './request-log.service.js';
import { RequestOutbox } from './request-outbox.service.js';

@Module({
  imports: [AuthenticationModule, RateLimitModule],
  providers: [RequestLogService, RequestOutbox],
  exports: [RequestLogService],
})
export class RequestLogModule {}
