import type { Mutant } from './mutants.js';
import type { Bounds, State } from './state.js';

/** Everything that can happen. The tests ask that each did happen, so that no rule is there in vain. */
export const RULES = [
  'time passes',
  'clock drifts',
  'gateway asks for a renewal',
  'tokens stamps a lease',
  'tokens commits a lease',
  'tokens replies to a renewal',
  'gateway renews',
  'network duplicates a renewal',
  'network loses a renewal',
  'tokens answers a question',
  'answer enters the cache',
  'late answer is dropped',
  'cache accepts before the 2xx',
  'revoker commits',
  'revoker reads the leases',
  'replica 1 dies',
  'replica 2 takes over',
  'gateway applies a push',
  'receipt closed by acknowledgement',
  'receipt closed by expiry',
  'invalidations are pruned',
  'new credential is asked about',
  'new credential enters the cache',
  'new credential is served from the cache after the 2xx',
] as const;

/** These exist only under a mutant, or are the violation. */
type Broken =
  | 'gateway catches up'
  | 'gateway acknowledges'
  | 'timer fires'
  | 'clock gains'
  | 'receipt closed at once'
  | 'dead credential accepted';

export type Rule = (typeof RULES)[number] | Broken;

/** The sentence is a function because only the steps of a trace are ever printed. */
export type Emit = (rule: Rule, sentence: () => string, next: State) => void;

/** One state, and where to put those that can follow it. */
export interface Turn {
  readonly bounds: Bounds;
  readonly mutant: Mutant | undefined;
  readonly state: State;
  readonly emit: Emit;
}
