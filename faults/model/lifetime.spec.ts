import { describe, expect, it } from '@jest/globals';
import type { LifetimeMutant } from './lifetime.js';
import { LIFETIME_MUTANTS, LIFETIME_RULES, lifetime } from './lifetime.js';
import { search } from './search.js';

describe('the lifetime of a cached answer', () => {
  it('ends no later than the credential, by the clock of the database', () => {
    const { trace, states, applied } = search(lifetime());

    expect(trace).toBeUndefined();
    expect(states).toBeGreaterThan(700);
    expect([...applied.keys()].sort()).toEqual([...LIFETIME_RULES].sort());
  });

  it.each(Object.keys(LIFETIME_MUTANTS) as LifetimeMutant[])('finds the mutant %s', (mutant) => {
    expect(search(lifetime(mutant)).trace?.at(-1)).toMatch(/AFTER THE EXPIRY and is ACCEPTED/);
  });
});
