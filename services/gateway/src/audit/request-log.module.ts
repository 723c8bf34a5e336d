import { Module } from '@nestjs/common';
import { RequestLogService } from './request-log.service.js';
import { RequestOutbox } from './request-outbox.service.js';

@Module({ providers: [RequestLogService, RequestOutbox], exports: [RequestLogService] })
export class RequestLogModule {}
