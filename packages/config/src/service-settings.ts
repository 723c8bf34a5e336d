import { z } from 'zod';
import { setting } from './settings.js';

const port = z.coerce.number().int().min(0).max(65535);

/** What every service needs to know. */
export const serviceSettings = {
  instance: setting(
    'LATCHKEY_INSTANCE',
    z.string().default('1'),
    'Name of this process in logs and metrics, e.g. `tokens-2`.',
  ),
  servicePort: setting(
    'LATCHKEY_SERVICE_PORT',
    port.default(0),
    'Private port for `/healthz`, `/readyz` and `/metrics`, on `LATCHKEY_SERVICE_HOST`. 0: any free one.',
  ),
  serviceHost: setting(
    'LATCHKEY_SERVICE_HOST',
    z.string().default('127.0.0.1'),
    'Address of the private port.',
  ),
  natsUrl: setting(
    'NATS_URL',
    z.string(),
    'NATS server with this service’s user, `nats://user:password@host:port`.',
  ),
  policy: setting('LATCHKEY_POLICY', z.string().default('default'), 'Policy: preset name or file.'),
  publicUrl: setting(
    'LATCHKEY_PUBLIC_URL',
    z.url().default('http://localhost:8080'),
    'Origin of links in mails; never taken from the Host header.',
  ),
  logLevel: setting(
    'LATCHKEY_LOG_LEVEL',
    z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    'Least level that is logged.',
  ),
  otlpEndpoint: setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    z.url().optional(),
    'Where traces go (OTLP over HTTP). Unset: no tracing.',
  ),
};

export const databaseSettings = {
  databaseUrl: setting('DATABASE_URL', z.string(), 'PostgreSQL database of this service, primary only.'),
  databasePoolSize: setting(
    'LATCHKEY_DATABASE_POOL',
    z.coerce.number().int().min(2).max(200).default(10),
    'Connections a process keeps at most.',
  ),
};

export const redisSettings = {
  redisUrl: setting('REDIS_URL', z.string(), 'Redis with `maxmemory-policy noeviction`.'),
};
