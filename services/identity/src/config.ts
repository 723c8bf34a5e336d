import { availableParallelism } from 'node:os';
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
    count.default(availableParallelism()),
    'Passwords that are hashed at the same time; more than there are cores makes all of them slower.',
  ),
  argon2Queue: setting(
    'LATCHKEY_ARGON2_QUEUE',
    z.coerce.number().int().min(0).default(64),
    'Passwords that wait their turn at most; one more is answered `503 overloaded`.',
  ),
};

export const config = readSettings(settings);
