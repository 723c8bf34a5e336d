import type { serviceSettings } from '@latchkey/config/service-settings';
import type { Config } from '@latchkey/config/settings';
import { Bus } from '@latchkey/messaging/bus';
import { connectRpc } from '@latchkey/messaging/rpc-server';
import { HealthModule } from '@latchkey/observability/health.module';
import { createLogger } from '@latchkey/observability/logger';
import { startMetrics } from '@latchkey/observability/metrics';
import { NestPinoLogger } from '@latchkey/observability/nest-logger';
import { Readiness } from '@latchkey/observability/readiness';
import { startTracing } from '@latchkey/observability/tracing';
import { type DynamicModule, Logger, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { failStart, startedUp } from './start-up.js';
import { stopOnRequest } from './stop.js';

export interface Service {
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly config: Config<typeof serviceSettings>;
}

/** Told to the parent over IPC, if there is one. */
export interface ReadyMessage {
  readonly type: 'ready';
  readonly port: number;
}

/** How long a stop waits for answers under way: longer than their deadline of 5 s, shorter than the stop's limit. */
const drainMs = 6000;

@Module({})
class ProcessModule {}

/**
 * Runs a service until it is told to stop: RPC on the bus, and `/healthz`, `/readyz`, `/metrics` on a private port.
 * What keeps it from starting is printed in one sentence, with exit code 1.
 */
export async function runService(service: Service): Promise<void> {
  try {
    await start(service);
  } catch (error) {
    failStart(error);
  }
}

async function start({ name, module, config }: Service): Promise<void> {
  const logger = new NestPinoLogger(
    createLogger({ service: name, instance: config.instance, level: config.logLevel }),
  );
  startMetrics(name);
  await startTracing({ service: name, instance: config.instance, otlpEndpoint: config.otlpEndpoint });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: ProcessModule, imports: [HealthModule, module] },
    new FastifyAdapter({ logger: false }),
    { logger, abortOnError: false },
  );
  stopOnRequest(app);
  connectRpc(app, { drainMs });
  checkDependencies(app);
  await app.startAllMicroservices();
  await app.listen(config.servicePort, config.serviceHost);
  startedUp();
  const { port } = new URL(await app.getUrl());
  process.send?.({ type: 'ready', port: Number(port) } satisfies ReadyMessage);
  new Logger('Process').log(`${config.instance} is ready, private port ${port}`);
}

function checkDependencies(app: NestFastifyApplication): void {
  const readiness = app.get(Readiness, { strict: false });
  const bus = app.get(Bus, { strict: false });
  readiness.add('nats', async () => {
    if (!bus.isConnected()) throw new Error('not connected');
  });
  const dataSource = find(app, DataSource);
  if (dataSource) readiness.add('database', () => dataSource.query('SELECT 1'));
}

function find<T>(app: NestFastifyApplication, token: Type<T>): T | undefined {
  try {
    return app.get(token, { strict: false });
  } catch {
    return undefined; // Nest has no other way to ask
  }
}
