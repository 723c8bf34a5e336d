import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PasswordFailureService } from './password-failure.service.js';

const everyMs = 60 * 60 * 1000;

/** Guessed names would fill the table for ever. Replicas may do it at once: each takes other rows. */
@Injectable()
export class ForgetUnknownNames implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ForgetUnknownNames.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly failures: PasswordFailureService) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.failures
        .forgetUnknown()
        .catch((error: unknown) => this.logger.warn(`Put off: ${String(error)}`))
        .finally(() => {
          this.running = undefined;
        });
    }, everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
