import { isUnreachable } from '@latchkey/database/unreachable';
import { AppError } from '@latchkey/errors/app-error';
import { Internal, Unavailable } from '@latchkey/errors/errors';
import { type ArgumentsHost, Catch, Logger } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { NatsContext } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import { currentContext } from './request-context.js';

function refusalOf(exception: unknown): AppError {
  if (exception instanceof AppError) return exception;
  return isUnreachable(exception) ? new Unavailable(String(exception)) : new Internal(String(exception));
}

/**
 * Writes refusals to the wire. What is no `AppError` is a database that is not there, or a bug: that is logged and
 * crosses as `internal`.
 */
@Catch()
export class RpcErrorFilter extends BaseExceptionFilter {
  private readonly log = new Logger('Rpc');

  // biome-ignore lint/suspicious/noConfusingVoidType: Nest's base class answers nothing over HTTP
  override catch(exception: unknown, host: ArgumentsHost): void | Observable<never> {
    // The same process answers HTTP on its private port (health, metrics): that stays Nest's business.
    if (host.getType<string>() !== 'rpc') return super.catch(exception, host);
    const error = refusalOf(exception);
    this.report(exception, error, host.switchToRpc().getContext<NatsContext>().getSubject());
    return throwError(() => error.toWire());
  }

  private report(exception: unknown, error: AppError, subject: string): void {
    const requestId = currentContext()?.requestId;
    const { code } = error;
    const { privateDetail } = error.details;
    if (error.kind === 'internal') {
      const stack = exception instanceof Error ? exception.stack : String(exception);
      this.log.error({ msg: `${subject} failed`, subject, requestId, code, privateDetail, stack });
    } else if (privateDetail) {
      this.log.warn({ msg: `${subject} refused`, subject, requestId, code, privateDetail });
    }
  }
}
