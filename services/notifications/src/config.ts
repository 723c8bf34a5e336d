import { databaseSettings, redisSettings, serviceSettings } from '@latchkey/config/service-settings';
import { readSettings, setting } from '@latchkey/config/settings';
import { z } from 'zod';

const seconds = z.coerce.number().positive();

export const settings = {
  ...serviceSettings,
  ...databaseSettings,
  ...redisSettings,
  smtpUrl: setting(
    'SMTP_URL',
    z.string(),
    'Where mail is handed in, `smtp://user:password@host:port`; `smtps:` for TLS from the start.',
  ),
  mailFrom: setting(
    'LATCHKEY_MAIL_FROM',
    z.string().optional(),
    'Sender of mails; if unset `no-reply@` the host of LATCHKEY_PUBLIC_URL, under the product’s name in the policy.',
  ),
  mailConcurrency: setting(
    'LATCHKEY_MAIL_CONCURRENCY',
    z.coerce.number().int().min(1).max(50).default(4),
    'Mails that a process hands in at once; each holds a database connection meanwhile.',
  ),
  deliverySweepSeconds: setting(
    'LATCHKEY_DELIVERY_SWEEP_SECONDS',
    seconds.default(2),
    'How often mails that are due are looked for, in case Redis lost or never got their job.',
  ),
  mailRetrySeconds: setting(
    'LATCHKEY_MAIL_RETRY_SECONDS',
    seconds.default(5),
    'Wait after the first failed attempt to hand a mail in; doubled after each further one, up to an hour.',
  ),
  mailGiveUpHours: setting(
    'LATCHKEY_MAIL_GIVE_UP_HOURS',
    seconds.default(24),
    'Age at which a mail that cannot be handed in is given up.',
  ),
};

export const config = readSettings(settings);
