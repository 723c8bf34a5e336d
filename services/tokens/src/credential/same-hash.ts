import { timingSafeEqual } from 'node:crypto';

/** Whether two hashes are one, in a time that tells nothing of how much of them agrees; of unequal length they are not. */
export const isSameHash = (given: Buffer, stored: Buffer): boolean =>
  given.length === stored.length && timingSafeEqual(given, stored);
