import { redisSettings, serviceSettings } from '@latchkey/config/service-settings';
import { readSettings, setting } from '@latchkey/config/settings';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const range = (text: string): boolean =>
  text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);

export const settings = {
  ...serviceSettings,
  ...redisSettings,
  port: setting(
    'LATCHKEY_PORT',
    z.coerce.number().int().min(0).max(65535).default(8080),
    'Port of the gateway.',
  ),
  host: setting('LATCHKEY_HOST', z.string().default('127.0.0.1'), 'Address that the gateway listens on.'),
  rateLimits: setting(
    'LATCHKEY_RATE_LIMITS',
    z.enum(['on', 'off']).default('on'),
    'Per-address request limits; `off` for load tests.',
  ),
  trustedProxies: setting(
    'LATCHKEY_TRUSTED_PROXIES',
    z
      .string()
      .default('')
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .refine((ranges) => ranges.every(range), 'must be addresses or ranges, separated by commas'),
    'Proxies whose `X-Forwarded-*` is believed: addresses or ranges, separated by commas.',
  ),
  streamHeartbeatSeconds: setting(
    'LATCHKEY_STREAM_HEARTBEAT_SECONDS',
    z.coerce.number().positive().max(60).default(5),
    'How often an open stream of notifications is checked, looks for what it was not told of, and says that it lives.',
  ),
  cacheEntries: setting(
    'LATCHKEY_CACHE_ENTRIES',
    z.coerce.number().int().min(100).default(200_000),
    'Verified credentials that a gateway keeps at most.',
  ),
};

export const config = readSettings(settings);
