import { databaseSettings, serviceSettings } from '@latchkey/config/service-settings';
import { readSettings, setting } from '@latchkey/config/settings';
import { z } from 'zod';

const count = z.coerce.number().int().min(1);

export const settings = {
  ...serviceSettings,
  ...databaseSettings,
  adminHandle: setting(
    'LATCHKEY_ADMIN_HANDLE',
    z.string().default('admin'),
    'Handle of the first administrator.',
  ),
  adminPassword: setting(
    'LATCHKEY_ADMIN_PASSWORD',
    z.string().optional(),
    'Password of the first administrator. Unset: none is made.',
  ),
  argon2MemoryKib: setting(
    'LATCHKEY_ARGON2_MEMORY_KIB',
    count.default(19_456),
    'argon2id memory, in KiB (OWASP: 19 MiB).',
  ),
  argon2Passes: setting('LATCHKEY_ARGON2_PASSES', count.default(2), 'argon2id passes.'),
  argon2Concurrency: setting(
    'LATCHKEY_ARGON2_CONCURRENCY',
    count.optional(),
    'Passwords that are hashed at the same time. Unset: as many as there are cores; more makes all of them slower.',
  ),
  argon2Queue: setting(
    'LATCHKEY_ARGON2_QUEUE',
    z.coerce.number().int().min(0).default(64),
    'Passwords of sign-ins that wait their turn at most, and as many of people who are signed in; one more is answered `503 overloaded`.',
  ),
  argon2WaitMs: setting(
    'LATCHKEY_ARGON2_WAIT_MS',
    count.max(4000).default(2000),
    'Longest that a password waits its turn, in milliseconds, before it is answered `503 overloaded`. Below the 5 s of a request.',
  ),
};

export const config = readSettings(settings);
