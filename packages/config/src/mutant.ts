/**
 * Faults of our own, each a way in which the revocation protocol could have been built wrong. The fault run
 * (`faults/revocation`) switches one on and must then fail: that is how we know that it would see such a fault. The
 * names are those of the model, `faults/model/mutants.ts`, which also has the ones that no run of seconds would meet.
 *
 * Off unless the process says that it is a test: a deployment cannot switch one on by a stray variable.
 */
const active = process.env.NODE_ENV === 'test' ? process.env.LATCHKEY_TEST_MUTANT : undefined;

export const mutants = [
  'no-wait',
  'deadline-from-reply',
  'no-seq-check-on-fills',
  'ack-before-apply',
  'renewal-without-catch-up',
] as const;
export type Mutant = (typeof mutants)[number];

/** Whether this process has that fault. */
export const isMutant = (mutant: Mutant): boolean => active === mutant;
