import { databaseSettings, serviceSettings } from '@latchkey/config/service-settings';
import { readSettings, setting } from '@latchkey/config/settings';
import { z } from 'zod';

export const settings = {
  ...serviceSettings,
  ...databaseSettings,
  leaseMs: setting(
    'LATCHKEY_LEASE_MS',
    z.coerce.number().int().min(500).max(5000).default(3000),
    'Length of a gateway’s lease in milliseconds: the longest a receipt waits for a gateway that is gone.',
  ),
  keyWatchMs: setting(
    'LATCHKEY_KEY_WATCH_MS',
    z.coerce.number().int().min(100).default(10_000),
    'How often keys are looked at for expiry warnings, in milliseconds.',
  ),
};

export const config = readSettings(settings);
