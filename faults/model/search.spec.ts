import { describe, expect, it } from '@jest/globals';
import type { Model } from './search.js';
import { search } from './search.js';

/** From n one comes to n + 1 and to 2n. */
const counting = (limit: number, forbidden: number): Model<number> => ({
  start: 1,
  keyOf: (n) => n,
  isBroken: (n) => n === forbidden,
  successors(n, emit) {
    if (n + 1 <= limit) emit('add', () => `${n} + 1`, n + 1);
    if (2 * n <= limit) emit('double', () => `2 × ${n}`, 2 * n);
  },
});

describe('search', () => {
  it('visits every state once, also when there are more than its tables first hold', () => {
    const findings = search(counting(200_000, 0));

    expect(findings).toMatchObject({ states: 200_000, trace: undefined });
    expect(findings.applied.get('add')).toBe(199_999);
    expect(findings.applied.get('double')).toBe(100_000);
  });

  it('prints a shortest way to a violation', () => {
    expect(search(counting(1_000, 26)).trace).toEqual([
      '1 + 1',
      '2 + 1',
      '2 × 3',
      '2 × 6',
      '12 + 1',
      '2 × 13',
    ]);
  });
});
