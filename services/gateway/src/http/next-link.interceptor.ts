import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { config } from '../config.js';
import { nextLink } from './next-link.js';

/** `Link: <…>; rel="next"` on every page of a list that another one follows. */
@Injectable()
export class NextLinkInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { url } = http.getRequest<FastifyRequest>();
    return next.handle().pipe(
      tap((answer) => {
        const link = nextLink(config.publicUrl, url, answer);
        if (link !== undefined) void http.getResponse<FastifyReply>().header('link', link);
      }),
    );
  }
}
