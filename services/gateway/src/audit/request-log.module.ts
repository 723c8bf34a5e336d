import { Module } from '@nestjs/common';
import { RequestLog } from './request-log.js';
import { RequestLogService } from './request-log.service.js';

@Module({ providers: [RequestLog, RequestLogService], exports: [RequestLog] })
export class RequestLogModule {}
