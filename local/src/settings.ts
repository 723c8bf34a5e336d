import { readSettings, setting } from '@latchkey/config/settings';
import { z } from 'zod';
import { natsServices } from './servers/nats-permissions.js';

const port = z.coerce.number().int().min(1).max(65535);
const count = z.coerce.number().int().min(1).max(32);

/** What `npm start` reads. Everything else in the environment reaches the services as it is. */
export const startSettings = {
  port: setting(
    'LATCHKEY_PORT',
    port.default(8080),
    'Port of the first gateway; a second one takes the next port, and so on.',
  ),
  gateways: setting('LATCHKEY_GATEWAYS', count.default(1), 'How many gateways.'),
  replicas: setting('LATCHKEY_REPLICAS', count.default(1), 'How many of each service behind the gateways.'),
  data: setting(
    'LATCHKEY_DATA',
    z.string().default('.latchkey'),
    'Folder for data, pid files (`run/`) and logs (`log/`).',
  ),
  policy: setting('LATCHKEY_POLICY', z.string().default('default'), 'Policy: preset name or file.'),
  adminHandle: setting('LATCHKEY_ADMIN_HANDLE', z.string().default('admin'), 'Handle of the first admin.'),
  adminPassword: setting(
    'LATCHKEY_ADMIN_PASSWORD',
    z.string().optional(),
    'Password of the first admin; random and printed once if unset.',
  ),
  mailboxPort: setting(
    'LATCHKEY_MAILBOX_PORT',
    port.default(8025),
    'Port of the local mailbox’s page and of `GET /api/email`.',
  ),
  rateLimits: setting(
    'LATCHKEY_RATE_LIMITS',
    z.enum(['on', 'off']).default('on'),
    'Per-address request limits; `off` for load tests.',
  ),
  trustedProxies: setting(
    'LATCHKEY_TRUSTED_PROXIES',
    z.string().optional(),
    'Proxies whose `X-Forwarded-*` is believed.',
  ),
  publicUrl: setting(
    'LATCHKEY_PUBLIC_URL',
    z.url().optional(),
    'Origin of links in mails; `http://localhost:<LATCHKEY_PORT>` if unset.',
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    z.url().optional(),
    'PostgreSQL server to use instead of a local one, with a user that may create databases and roles.',
  ),
  natsUrl: setting('NATS_URL', z.string().optional(), 'NATS server to use instead of a local one.'),
  redisUrl: setting('REDIS_URL', z.url().optional(), 'Redis to use instead of a local one.'),
  smtpUrl: setting('SMTP_URL', z.url().optional(), 'SMTP server to use instead of the local mailbox.'),
};

export type StartSettings = ReturnType<typeof readStartSettings>;

/** @throws Error that names each variable that is wrong */
export function readStartSettings(env: NodeJS.ProcessEnv = process.env) {
  const settings = readSettings(startSettings, env);
  return {
    ...settings,
    publicUrl: settings.publicUrl ?? `http://localhost:${settings.port}`,
    /** `IDENTITY_DATABASE_URL`, …: by service. */
    databaseUrls: perService('DATABASE_URL', env),
    /** `IDENTITY_NATS_URL`, …: by service. */
    natsUrls: perService('NATS_URL', env),
  };
}

function perService(name: string, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const given = natsServices.map((service) => [service, env[`${service.toUpperCase()}_${name}`]] as const);
  return Object.fromEntries(given.filter((entry): entry is [(typeof entry)[0], string] => Boolean(entry[1])));
}
