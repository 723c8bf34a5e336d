import { AppError } from '@latchkey/errors/app-error';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EraseUserService } from './erase-user.service.js';

const everyMs = 2000;

/** Erases accounts when their grace is over. Safe in every replica at once: each step may be done twice. */
@Injectable()
export class EraseUsers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(EraseUsers.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private closing = false;

  constructor(private readonly erasures: EraseUserService) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.eraseAll()
        .catch((error: unknown) => this.logger.warn(`Put off: ${String(error)}`))
        .finally(() => {
          this.running = undefined;
        });
    }, everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** One that cannot be erased keeps nobody else waiting; a service that is away ends the round. */
  private async eraseAll(): Promise<void> {
    for (const userId of await this.erasures.due()) {
      if (this.closing) return;
      try {
        await this.erasures.erase(userId);
      } catch (error) {
        this.logger.warn(`Erasure of ${userId} put off: ${String(error)}`);
        if (error instanceof AppError && error.kind === 'unavailable') return;
      }
    }
  }
}
