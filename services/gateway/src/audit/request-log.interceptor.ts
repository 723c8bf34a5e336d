import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { RequestLogService } from './request-log.service.js';

/** Tells the log how a handler ended. What is refused, here or by a guard, the filter tells. */
@Injectable()
export class RequestLogInterceptor implements NestInterceptor {
  constructor(private readonly log: RequestLogService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const succeeded = () => this.log.succeeded(request, http.getResponse<FastifyReply>());
    return next.handle().pipe(tap({ complete: succeeded }));
  }
}
