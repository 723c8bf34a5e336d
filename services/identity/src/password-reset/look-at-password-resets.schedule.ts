import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RequestPasswordResetService } from './request-password-reset.service.js';

/** For what another replica noted before it died. */
const lookEveryMs = 5000;
const forgetEveryMs = 60 * 60 * 1000;

/** Looks at what was asked for as soon as it was. Safe in every replica at once: each takes other rows. */
@Injectable()
export class LookAtPasswordResets implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(LookAtPasswordResets.name);
  private readonly timers: NodeJS.Timeout[] = [];
  private running: Promise<void> | undefined;
  private again = false;
  private closing = false;

  constructor(private readonly requests: RequestPasswordResetService) {}

  onApplicationBootstrap(): void {
    this.requests.onRequest = () => this.look();
    this.timers.push(
      setInterval(() => this.look(), lookEveryMs),
      setInterval(() => this.forget(), forgetEveryMs),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.running;
  }

  private look(): void {
    this.again = true;
    this.running ??= this.lookAtAll()
      .catch((error: unknown) => this.logger.warn(`Put off: ${String(error)}`))
      .finally(() => {
        this.running = undefined;
      });
  }

  private async lookAtAll(): Promise<void> {
    while (this.again && !this.closing) {
      this.again = false;
      while (!this.closing && (await this.requests.lookAtNext()));
    }
  }

  private forget(): void {
    this.requests.forgetOld().catch((error: unknown) => this.logger.warn(`Put off: ${String(error)}`));
  }
}
