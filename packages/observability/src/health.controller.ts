import { Controller, Get, Header, Res } from '@nestjs/common';
import { registry } from './metrics.js';
import { Readiness, type ReadinessReport } from './readiness.js';

interface Reply {
  status(code: number): unknown;
}

/** For whoever watches this process; on its private port. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Alive. Asks nobody: a database that is down is no reason to restart this process. */
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: Reply): Promise<ReadinessReport> {
    const report = await this.readiness.report();
    reply.status(report.ready ? 200 : 503);
    return report;
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return registry.metrics();
  }
}
