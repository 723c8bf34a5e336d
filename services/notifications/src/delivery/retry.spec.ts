import { describe, expect, it } from '@jest/globals';
import { retryAfterSeconds } from './retry.js';

const middle = () => 0.5;

describe('retryAfterSeconds', () => {
  it('doubles, up to an hour', () => {
    expect([1, 2, 3, 4].map((attempt) => retryAfterSeconds(attempt, 5, middle))).toEqual([5, 10, 20, 40]);
    expect(retryAfterSeconds(40, 5, middle)).toBe(3600);
  });

  it('spreads by a tenth to either side', () => {
    expect(retryAfterSeconds(1, 100, () => 0)).toBe(90);
    expect(retryAfterSeconds(1, 100, () => 1)).toBeCloseTo(110);
  });
});
