import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isSameHash } from './same-hash.js';

describe('isSameHash', () => {
  const stored = randomBytes(32);

  it('I03 is true of the same 32 bytes', () => {
    expect(isSameHash(Buffer.from(stored), stored)).toBe(true);
  });

  it.each([0, 1, 31, 33, 64])('I03 is false of %i bytes, and does not throw', (length) => {
    const beginning = Buffer.concat([stored, stored]).subarray(0, length);
    expect(isSameHash(beginning, stored)).toBe(false);
    expect(isSameHash(stored, beginning)).toBe(false);
  });

  it('I03 is false wherever one bit differs', () => {
    for (let bit = 0; bit < 256; bit++) {
      const given = Buffer.from(stored);
      given[bit >> 3] = (given[bit >> 3] as number) ^ (1 << (bit & 7));
      expect([bit, isSameHash(given, stored)]).toEqual([bit, false]);
    }
  });
});
