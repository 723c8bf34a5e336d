import { z } from 'zod';
import { Caller, Client } from '../caller.js';
import { rpc } from '../rpc.js';
import { Time } from '../time.js';
import { Device } from './session.js';

/** Eight letters that cannot be misread and spell no word, as `BDWP-HQPK` (RFC 8628, 6.1): 34 bits. */
export const UserCode = z
  .string()
  .transform((text) => text.toUpperCase().replace(/[^A-Z]/g, ''))
  .pipe(z.string().regex(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/, 'must be the eight letters that the program shows'));

export const startDeviceLogin = rpc('tokens.device-login.start', {
  input: z.object({ clientId: z.string().max(64), client: Client }),
  output: z.object({
    deviceCode: z.string(),
    userCode: z.string(),
    /** In seconds. */
    expiresIn: z.number().int(),
    /** Least time between two polls, in seconds. */
    interval: z.number().int(),
  }),
});

/** What the person who approves sees of the one who asks. */
export const DeviceLogin = z
  .object({
    userCode: z.string(),
    ipAddress: z.string(),
    userAgent: z.string(),
    device: Device,
    createdAt: Time,
    expiresAt: Time,
    status: z.enum(['pending', 'approved', 'declined']),
  })
  .meta({ id: 'DeviceLogin' });
export type DeviceLogin = z.infer<typeof DeviceLogin>;

export const getDeviceLogin = rpc('tokens.device-login.get', {
  input: z.object({ caller: Caller, userCode: z.string() }),
  output: DeviceLogin,
});

export const DecideDeviceLogin = z.strictObject({ approve: z.boolean() }).meta({ id: 'DecideDeviceLogin' });

export const decideDeviceLogin = rpc('tokens.device-login.decide', {
  input: z.object({ caller: Caller, userCode: z.string(), approve: z.boolean() }),
  output: DeviceLogin,
});

/** RFC 8628, 3.5: the errors are answers like any other, since a program that polls expects them. */
export const redeemDeviceLogin = rpc('tokens.device-login.redeem', {
  input: z.object({ deviceCode: z.string().max(200), clientId: z.string().max(64), client: Client }),
  output: z.union([
    z.object({ token: z.string(), expiresIn: z.number().int(), rights: z.array(z.string()) }),
    z.object({
      error: z.enum([
        'authorization_pending',
        'slow_down',
        'access_denied',
        'expired_token',
        'invalid_grant',
      ]),
    }),
  ]),
});
