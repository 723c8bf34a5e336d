/** What the model knows at one instant. Times are ticks that remain, never dates, so the state space is finite. */

/** How large the modelled world is. */
export interface Bounds {
  readonly name: string;
  readonly gateways: number;
  /** Each revokes one credential. Revocation 1 commits first, so its invalidation has seq 1. */
  readonly revocations: number;
  /** Renewals of one gateway that can be in flight at once. */
  readonly renewals: number;
  /** T: the lease, in ticks of the database's clock. */
  readonly lease: number;
  /** T less the margin for drift: what a gateway counts, in ticks of its own clock. */
  readonly counted: number;
  /** Anything may happen between the moment tokens computes a lease and the moment others can see it. */
  readonly slowCommit: boolean;
  /** A gateway's clock may lose one tick in any `lease` ticks of the database's clock. */
  readonly drift: boolean;
  /** The database may prune invalidations, so that catch-up becomes "flush all". */
  readonly pruning: boolean;
  /** The user signs in again after the revocation; that credential must work. */
  readonly newCredential: boolean;
}

/** A set of seqs (or of credentials: credential n is the one that revocation n kills), one bit each. */
export type Seqs = number;

export const NONE: Seqs = 0;
export const only = (seq: number): Seqs => 1 << (seq - 1);
export const has = (set: Seqs, seq: number): boolean => (set & only(seq)) !== 0;
export const highest = (set: Seqs): number => 32 - Math.clz32(set);
export const after = (set: Seqs, seq: number): Seqs => (set >> seq) << seq;

/**
 * Where a renewal is. Between two stages anything else may happen.
 * - asked: the request is on its way to tokens.
 * - stamped: tokens computed the expiry, but no other transaction can see the lease yet.
 * - granted: the lease is committed; the invalidations are not read yet.
 * - replied: the reply is on its way.
 */
export type Stage = 'asked' | 'stamped' | 'granted' | 'replied';

export interface Renewal {
  readonly stage: Stage;
  /** Ticks of the gateway's clock since it sent the request. */
  readonly age: number;
  /** The gateway's cursor when it sent the request. */
  readonly since: number;
  /** While stamped: what remains of the lease by the database's clock. */
  readonly stamped: number;
  /** In the reply: the invalidations to apply. */
  readonly carries: Seqs;
  /** In the reply: "drop everything", because what came after `since` is no longer kept. */
  readonly flush: boolean;
}

/** An answer on its way to a gateway: asked before or after it applied that user's invalidation. */
export type Answer = 'none' | 'asked before applying' | 'asked after applying';

export interface Gateway {
  /** Ticks of its own clock for which it may answer from the cache. */
  readonly deadline: number;
  /** Old credentials that its cache calls valid. */
  readonly cached: Seqs;
  /** Old credentials whose answer "valid", read before the commit, is on its way here. */
  readonly answers: Seqs;
  /** Invalidations applied, in whatever way they came. */
  readonly applied: Seqs;
  /** The seq up to which it has caught up. Only a renewal moves it. */
  readonly cursor: number;
  /** Acknowledgements sent. */
  readonly acknowledged: Seqs;
  readonly renewals: readonly Renewal[];
  readonly newCredential: { readonly cached: boolean; readonly answer: Answer };
  /** Ticks of the database's clock until its own clock may lose a tick again. */
  readonly steady: number;
}

/** "read early" happens only under a mutant: leases read, nothing committed. "answered": the caller has the 2xx. */
export type Phase = 'idle' | 'read early' | 'committed' | 'waiting' | 'answered';

export interface Revocation {
  readonly phase: Phase;
  /** The tokens replica at work: 1, or 2 after the first died. */
  readonly replica: 1 | 2;
  /** Per gateway: what remains of its lease as this replica read it. */
  readonly waits: readonly number[];
}

export interface State {
  readonly committed: Seqs;
  readonly pushed: Seqs;
  readonly pruned: boolean;
  /** Per gateway: what remains of its lease by the database's clock. */
  readonly leases: readonly number[];
  readonly revocations: readonly Revocation[];
  readonly gateways: readonly Gateway[];
  /** The violation: a gateway accepted this credential for a request that came after the 2xx. 0: none. */
  readonly acceptedDead: number;
}

export function start({ gateways, revocations }: Bounds): State {
  const idle: Revocation = { phase: 'idle', replica: 1, waits: Array(gateways).fill(0) };
  const cold: Gateway = {
    deadline: 0,
    cached: NONE,
    answers: NONE,
    applied: NONE,
    cursor: 0,
    acknowledged: NONE,
    renewals: [],
    newCredential: { cached: false, answer: 'none' },
    steady: 0,
  };
  return {
    committed: NONE,
    pushed: NONE,
    pruned: false,
    leases: Array(gateways).fill(0),
    revocations: Array(revocations).fill(idle),
    gateways: Array(gateways).fill(cold),
    acceptedDead: 0,
  };
}

/** The indexes come from the state itself, so the item is there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}`);
  return item;
}

/** These take the whole new part, not a change to it: merging objects of many shapes is slow, and this is the inner loop. */
export function withGateway(state: State, index: number, gateway: Gateway): State {
  const gateways = state.gateways.slice();
  gateways[index] = gateway;
  return { ...state, gateways };
}

export function withRevocation(state: State, seq: number, revocation: Revocation): State {
  const revocations = state.revocations.slice();
  revocations[seq - 1] = revocation;
  return { ...state, revocations };
}

export const isCommitted = (state: State, seq: number): boolean => has(state.committed, seq);
export const isAnswered = (state: State, seq: number): boolean =>
  at(state.revocations, seq - 1).phase === 'answered';

/** For sentences. */
export const ticks = (count: number): string => (count === 1 ? '1 tick' : `${count} ticks`);
export const list = (set: Seqs): string =>
  [1, 2]
    .filter((seq) => has(set, seq))
    .map((seq) => `invalidation ${seq}`)
    .join(' and ');

/** The seqs of a world: 1, or 1 and 2. */
export function* seqs({ revocations }: Bounds): Generator<number> {
  for (let seq = 1; seq <= revocations; seq += 1) yield seq;
}
