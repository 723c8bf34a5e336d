/** The revoker: commit; then read the live leases; push; answer when each has acknowledged or run out. */

import type { Turn } from './rules.js';
import type { Revocation, State } from './state.js';
import { at, has, only, ticks, withRevocation } from './state.js';

export function revokerRules(turn: Turn, seq: number): void {
  const { phase } = at(turn.state.revocations, seq - 1);
  if (phase === 'idle' || phase === 'read early') commit(turn, seq);
  if (phase === 'idle' && turn.mutant === 'leases-read-before-commit') readLeasesEarly(turn, seq);
  if (phase === 'committed') readLeases(turn, seq);
  if (phase === 'waiting') answer(turn, seq);
  if (phase === 'committed' || phase === 'waiting') die(turn, seq);
}

/** Under one advisory lock: a later seq never commits before an earlier one. */
function commit({ mutant, state, emit }: Turn, seq: number): void {
  if (seq > 1 && !has(state.committed, seq - 1) && mutant !== 'seq-order-is-not-commit-order') return;

  const revocation = at(state.revocations, seq - 1);
  const committed = { ...state, committed: state.committed | only(seq) };
  if (revocation.phase === 'read early') {
    emit(
      'revoker commits',
      () => `Revocation ${seq} commits, and pushes its invalidation.`,
      withRevocation({ ...committed, pushed: state.pushed | only(seq) }, seq, {
        ...revocation,
        phase: 'waiting',
      }),
    );
    return;
  }
  emit(
    'revoker commits',
    () => `Revocation ${seq} commits: credential ${seq} is dead in the database.`,
    withRevocation(committed, seq, { ...revocation, phase: 'committed' }),
  );
}

function readLeasesEarly({ state, emit }: Turn, seq: number): void {
  emit(
    'revoker reads the leases',
    () => `Before its commit, revocation ${seq} reads the leases: ${leasesOf(state)}.`,
    withRevocation(state, seq, { phase: 'read early', replica: 1, waits: state.leases }),
  );
}

/** Replica 2 (another process, or the caller's retry) starts here as well: what replica 1 read or heard is gone. */
function readLeases({ mutant, state, emit }: Turn, seq: number): void {
  const { replica } = at(state.revocations, seq - 1);
  if (mutant === 'retry-returns-at-once' && replica === 2) {
    emit(
      'receipt closed at once',
      () =>
        `The caller asks again; replica 2 finds credential ${seq} already revoked and answers 2xx at once.`,
      withRevocation(state, seq, answered(state)),
    );
    return;
  }
  emit(
    replica === 2 ? 'replica 2 takes over' : 'revoker reads the leases',
    () => `Replica ${replica} reads the leases (${leasesOf(state)}) and pushes invalidation ${seq}.`,
    withRevocation({ ...state, pushed: state.pushed | only(seq) }, seq, {
      phase: 'waiting',
      replica,
      waits: state.leases,
    }),
  );
}

const leasesOf = ({ leases }: State): string =>
  leases
    .map((lease, index) => `gateway ${index + 1}: ${lease > 0 ? `${ticks(lease)} remain` : 'none'}`)
    .join(', ');

/** An acknowledgement that was sent may never arrive: then this step is not taken, and time passes instead. */
function answer({ mutant, state, emit }: Turn, seq: number): void {
  const { waits } = at(state.revocations, seq - 1);
  const hasAcknowledged = state.gateways.map(({ acknowledged }) => has(acknowledged, seq));
  const isClosed = waits.every((remains, index) => remains === 0 || hasAcknowledged[index]);
  const anyAcknowledged = hasAcknowledged.includes(true);
  if (!isClosed && mutant !== 'no-wait' && !(anyAcknowledged && mutant === 'first-ack-is-enough')) return;

  const because = (): string =>
    waits
      .map((remains, index) => {
        if (hasAcknowledged[index]) return `gateway ${index + 1} acknowledged`;
        return `gateway ${index + 1} ${remains === 0 ? 'has no lease left as read' : 'was not waited for'}`;
      })
      .join(', ');
  emit(
    anyAcknowledged ? 'receipt closed by acknowledgement' : 'receipt closed by expiry',
    () => `The revoker answers 2xx for revocation ${seq}: ${because()}.`,
    withRevocation(state, seq, answered(state)),
  );
}

const answered = ({ gateways }: State): Revocation => ({
  phase: 'answered',
  replica: 1,
  waits: gateways.map(() => 0),
});

function die({ state, emit }: Turn, seq: number): void {
  if (at(state.revocations, seq - 1).replica === 2) return;

  emit(
    'replica 1 dies',
    () => `Replica 1, at work on revocation ${seq}, dies after the commit.`,
    withRevocation(state, seq, { phase: 'committed', replica: 2, waits: state.gateways.map(() => 0) }),
  );
}
