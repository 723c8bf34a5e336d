import { z } from 'zod';
import { UserId } from './id.js';
import { rpc } from './rpc.js';

/**
 * Asks a service to erase everything that it keeps of a user. Safe to repeat: `done` is false while something that is on
 * its way (a mail) has to end first.
 */
export const eraseIn = (service: string) =>
  rpc(`${service}.erasure.erase`, {
    input: z.object({ userId: UserId }),
    output: z.object({ done: z.boolean() }),
  });
