/** What the tokens service answers a gateway, and what the network does to renewals on their way. */

import type { Turn } from './rules.js';
import type { Renewal, State } from './state.js';
import { after, at, has, isCommitted, NONE, only, seqs, ticks, withGateway } from './state.js';

export function tokensRules(turn: Turn, index: number): void {
  for (const seq of seqs(turn.bounds)) answerQuestion(turn, index, seq);
  at(turn.state.gateways, index).renewals.forEach((renewal, slot) => {
    const flight = { index, slot, renewal };
    if (renewal.stage === 'asked') {
      if (turn.bounds.slowCommit) stampLease(turn, flight);
      else commitLease(turn, flight);
      duplicate(turn, flight);
    }
    if (renewal.stage === 'stamped') commitLease(turn, flight);
    if (renewal.stage === 'granted') readInvalidations(turn, flight);
    lose(turn, flight);
  });
}

interface InFlight {
  readonly index: number;
  readonly slot: number;
  readonly renewal: Renewal;
}

/**
 * Asked and read in one step: what was read before the commit was asked before it too. After the commit the answer
 * is "dead" and changes nothing. The answer stays in flight, so it also stands for any number of such questions.
 */
function answerQuestion({ state, emit }: Turn, index: number, seq: number): void {
  const gateway = at(state.gateways, index);
  const { answers, cached } = gateway;
  if (isCommitted(state, seq) || has(answers, seq) || has(cached, seq)) return;

  emit(
    'tokens answers a question',
    () => `Gateway ${index + 1} asks about credential ${seq}; tokens reads that it is valid.`,
    withGateway(state, index, { ...gateway, answers: answers | only(seq) }),
  );
}

/** One transaction, or one statement, for lease and invalidations is the mutant: its snapshot precedes its commit. */
function stampLease({ bounds, mutant, state, emit }: Turn, flight: InFlight): void {
  const readsFirst = mutant === 'invalidations-read-before-lease';
  const read = readsFirst ? catchUpSince(state, flight.renewal.since) : {};
  emit(
    'tokens stamps a lease',
    () =>
      `Tokens computes a lease of ${ticks(bounds.lease)} for gateway ${flight.index + 1}` +
      `${readsFirst ? ' and reads the invalidations' : ''}; nobody else can see it yet.`,
    replace(state, flight, { ...flight.renewal, ...read, stage: 'stamped', stamped: bounds.lease }),
  );
}

/** A lease only ever grows: of two renewals, the one stamped first may be written last. */
function commitLease({ bounds, mutant, state, emit }: Turn, flight: InFlight): void {
  const stamped = bounds.slowCommit ? flight.renewal.stamped : bounds.lease;
  const lease = mutant === 'lease-can-shrink' ? stamped : Math.max(stamped, at(state.leases, flight.index));
  const leases = state.leases.slice();
  leases[flight.index] = lease;
  const granted: Renewal =
    mutant === 'invalidations-read-before-lease'
      ? { ...flight.renewal, stage: 'replied', stamped: 0, since: 0 }
      : { ...flight.renewal, stage: 'granted', stamped: 0 };
  emit(
    'tokens commits a lease',
    () => `The lease of gateway ${flight.index + 1} is committed: ${ticks(lease)} remain.`,
    { ...replace(state, flight, granted), leases },
  );
}

/** Once the lease is committed: a revoker that did not see the lease had committed before, so its seq is read here. */
function readInvalidations({ mutant, state, emit }: Turn, flight: InFlight): void {
  const { since } = flight.renewal;
  const { carries, flush } = mutant === 'renewal-without-catch-up' ? NOTHING : catchUpSince(state, since);
  const reply = flush && mutant === 'no-flush-when-too-old' ? NOTHING : { carries, flush };
  const found = carries === NONE ? 'none' : flush ? 'no longer all kept' : 'some';
  emit(
    'tokens replies to a renewal',
    () =>
      `Tokens reads the invalidations after seq ${since} (${found}) and replies to gateway ${flight.index + 1}` +
      `${reply.flush ? ' "flush all"' : ''}.`,
    replace(state, flight, {
      ...flight.renewal,
      stage: 'replied',
      since: 0,
      carries: reply.carries,
      flush: reply.flush,
    }),
  );
}

const NOTHING = { carries: NONE, flush: false };

function catchUpSince(state: State, since: number): Pick<Renewal, 'carries' | 'flush'> {
  const carries = after(state.committed, since);
  return { carries, flush: carries !== NONE && state.pruned };
}

function duplicate({ bounds, state, emit }: Turn, { index, renewal }: InFlight): void {
  const gateway = at(state.gateways, index);
  if (gateway.renewals.length === bounds.renewals) return;

  emit(
    'network duplicates a renewal',
    () => `The network duplicates the request of gateway ${index + 1}.`,
    withGateway(state, index, { ...gateway, renewals: [...gateway.renewals, renewal] }),
  );
}

/** Also what happens when the tokens replica dies with the renewal in hand. */
function lose({ state, emit }: Turn, { index, slot }: InFlight): void {
  const gateway = at(state.gateways, index);
  const renewals = gateway.renewals.filter((_, other) => other !== slot);
  emit(
    'network loses a renewal',
    () => `The renewal of gateway ${index + 1} in flight is seen no more.`,
    withGateway(state, index, { ...gateway, renewals }),
  );
}

function replace(state: State, { index, slot }: InFlight, renewal: Renewal): State {
  const gateway = at(state.gateways, index);
  const renewals = gateway.renewals.slice();
  renewals[slot] = renewal;
  return withGateway(state, index, { ...gateway, renewals });
}
