import { describe, expect, it } from '@jest/globals';
import { oneGateway, twoGateways, twoRenewals, twoRevocations } from './bounds.js';
import type { Mutant } from './mutants.js';
import { MUTANTS } from './mutants.js';
import { protocol } from './protocol.js';
import { RULES } from './rules.js';
import { search } from './search.js';

const minute = 60_000;

describe('the revocation protocol', () => {
  const applied = new Set<string>();

  // The floors are a little under what is there: a rule that stopped being applied would pass on fewer states.
  it.each([
    { bounds: oneGateway, floor: 90_000 },
    { bounds: twoRenewals, floor: 50_000 },
    { bounds: twoGateways, floor: 140_000 },
    { bounds: twoRevocations, floor: 100_000 },
  ])(
    'accepts no dead credential after the 2xx: $bounds.name',
    ({ bounds, floor }) => {
      const findings = search(protocol(bounds));

      expect(findings.trace).toBeUndefined();
      expect(findings.states).toBeGreaterThan(floor);
      for (const rule of findings.applied.keys()) applied.add(rule);
    },
    minute,
  );

  it('was searched with every rule applied, and none that belongs to a mutant', () => {
    expect([...applied].sort()).toEqual([...RULES].sort());
  });
});

describe('a mutant of the revocation protocol is found', () => {
  it.each(Object.keys(MUTANTS) as Mutant[])(
    '%s',
    (mutant) => {
      const { trace } = search(protocol(MUTANTS[mutant].in, mutant));

      const answered = trace?.findIndex((sentence) => sentence.includes('answers 2xx')) ?? -1;
      expect(answered).toBeGreaterThan(0);
      expect(trace?.slice(answered).at(-1)).toMatch(/^AFTER THE 2xx a request .* is ACCEPTED/);
    },
    minute,
  );
});
