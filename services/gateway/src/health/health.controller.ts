import { registry } from '@latchkey/observability/metrics';
import { Readiness } from '@latchkey/observability/readiness';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Endpoint } from '../http/endpoint.js';

/** For whoever watches this process. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Endpoint('GET', 'healthz', {
    summary: 'Alive; asks nobody',
    access: 'public',
    limited: false,
    status: 200,
  })
  alive() {
    return { status: 'ok' };
  }

  @Endpoint('GET', 'readyz', {
    summary: 'Whether it can do its work',
    access: 'public',
    limited: false,
    status: 200,
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const report = await this.readiness.report();
    void reply.status(report.ready ? 200 : 503).header('cache-control', 'no-store');
    return report;
  }

  @Endpoint('GET', 'metrics', {
    summary: 'Prometheus metrics',
    access: 'public',
    limited: false,
    status: 200,
    produces: 'text/plain',
  })
  async metrics(@Res() reply: FastifyReply) {
    void reply.type('text/plain; version=0.0.4; charset=utf-8').send(await registry.metrics());
  }
}
