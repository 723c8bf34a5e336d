import { createLogger } from '@latchkey/observability/logger';
import { startMetrics } from '@latchkey/observability/metrics';
import { NestPinoLogger } from '@latchkey/observability/nest-logger';
import { startTracing } from '@latchkey/observability/tracing';
import { failStart, startedUp } from '@latchkey/service/start-up';
import { stopOnRequest } from '@latchkey/service/stop';
import { Logger } from '@nestjs/common';
import { config } from './config.js';
import { createApp } from './http/create-app.js';
import { publishDocument } from './openapi/openapi.controller.js';
import { wholeDocument } from './openapi/whole-document.js';

async function start(): Promise<void> {
  const { instance, logLevel: level, otlpEndpoint, port, host } = config;
  const logger = new NestPinoLogger(createLogger({ service: 'gateway', instance, level }));
  startMetrics('gateway');
  await startTracing({ service: 'gateway', instance, otlpEndpoint });
  const app = await createApp(logger);
  stopOnRequest(app);
  publishDocument(wholeDocument());
  await app.listen(port, host);
  startedUp();
  process.send?.({ type: 'ready', port });
  if (config.rateLimits === 'off') new Logger('Process').warn('Per-address request limits are off.');
}

void start().catch(failStart);
