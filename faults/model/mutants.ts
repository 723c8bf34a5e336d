import { oneGateway, twoGateways, twoRenewals, twoRevocations } from './bounds.js';
import type { Bounds } from './state.js';

interface Flaw {
  readonly wrong: string;
  readonly in: Bounds;
}

/** Ways to get the protocol wrong. The first six are those of ARCHITECTURE.md; a build with one of them on must fail our suites. */
export const MUTANTS = {
  'no-wait': { wrong: 'The revoker answers without waiting.', in: oneGateway },
  'deadline-from-reply': {
    wrong: 'The gateway counts its lease from the reply, not from when it asked.',
    in: oneGateway,
  },
  'no-seq-check-on-fills': {
    wrong: 'An answer enters the cache whatever was applied since it was asked.',
    in: oneGateway,
  },
  'leases-read-before-commit': { wrong: 'The revoker reads the leases, then commits.', in: oneGateway },
  'ack-before-apply': { wrong: 'The gateway acknowledges a push, then applies it.', in: oneGateway },
  'renewal-without-catch-up': { wrong: 'A renewal brings a lease but no invalidations.', in: oneGateway },

  'retry-returns-at-once': { wrong: '"Already revoked" is answered without a wait.', in: oneGateway },
  'first-ack-is-enough': { wrong: 'The revoker answers at the first acknowledgement.', in: twoGateways },
  'invalidations-read-before-lease': {
    wrong: 'Tokens reads the invalidations before the lease is committed, or in the same transaction.',
    in: oneGateway,
  },
  'lease-can-shrink': {
    wrong: 'A renewal that was stamped earlier and is written later overwrites a longer lease.',
    in: twoRenewals,
  },
  'deadline-before-apply': {
    wrong: 'The gateway moves its deadline, then applies what the renewal brought.',
    in: oneGateway,
  },
  'push-moves-cursor': {
    wrong: 'A push moves the seq from which the next renewal catches up, over a gap.',
    in: twoRevocations,
  },
  'seq-order-is-not-commit-order': {
    wrong: 'Seqs are drawn without the lock, so a later one commits first.',
    in: twoRevocations,
  },
  'no-flush-when-too-old': {
    wrong: 'A gateway that was away for longer than invalidations are kept gets what is kept.',
    in: oneGateway,
  },
  'flush-spares-answers': {
    wrong: '"Flush all" empties the cache, but an answer in flight still enters.',
    in: oneGateway,
  },
  'tokens-shares-reads': {
    wrong: 'Tokens answers a question from a read it began for an earlier one.',
    in: oneGateway,
  },
  'requests-join-any-question': {
    wrong: 'A request takes the answer to a question asked before it, without the checks of the cache.',
    in: oneGateway,
  },
  'validity-by-timer': { wrong: 'A timer ends the lease, instead of the clock read at use.', in: oneGateway },
  'no-drift-margin': { wrong: 'The gateway counts the whole lease, nothing less for drift.', in: oneGateway },
  'revoker-waits-on-its-own-clock': {
    wrong: 'The revoker waits by its own clock, which is fast, and adds no margin of its own.',
    in: oneGateway,
  },
} as const satisfies Record<string, Flaw>;

export type Mutant = keyof typeof MUTANTS;
