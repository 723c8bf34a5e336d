/** The revocation protocol of ARCHITECTURE.md as a transition system: every order of every step, bounded by `Bounds`. */
import { countedBy, gatewayRules } from './gateway.js';
import { keyOf } from './key.js';
import type { Mutant } from './mutants.js';
import { revokerRules } from './revoker.js';
import type { Turn } from './rules.js';
import type { Model } from './search.js';
import type { Bounds, Gateway, Seqs, State } from './state.js';
import { at, has, NONE, seqs, start, withGateway, withRevocation } from './state.js';
import { tokensRules } from './tokens.js';

export function protocol(bounds: Bounds, mutant?: Mutant): Model<State> {
  return {
    start: start(bounds),
    keyOf: keyOf(bounds),
    isBroken: (state) => state.acceptedDead > 0,
    successors(state, emit) {
      const turn: Turn = { bounds, mutant, state, emit };
      for (let index = 0; index < bounds.gateways; index += 1) {
        gatewayRules(turn, index);
        tokensRules(turn, index);
      }
      for (const seq of seqs(bounds)) revokerRules(turn, seq);
      prune(turn);
      passTime(turn);
    },
  };
}

/** In truth after an hour. Here at any time after the commit: what holds for the worst time holds for the hour. */
function prune({ bounds, state, emit }: Turn): void {
  if (bounds.pruning && state.committed > 0 && !state.pruned)
    emit('invalidations are pruned', () => 'The database no longer keeps the invalidation.', {
      ...state,
      pruned: true,
    });
}

/** Nothing is obliged to happen before time passes: so actors pause, and messages are late, for as long as they like. */
function passTime(turn: Turn): void {
  const { bounds, mutant, state, emit } = turn;
  emit('time passes', () => 'A tick passes.', tick(turn, NONE));
  if (bounds.drift)
    for (let slow: Seqs = 1; slow < 1 << bounds.gateways; slow += 1) {
      if (state.gateways.some(({ steady }, index) => has(slow, index + 1) && steady > 0)) continue;
      const who = state.gateways.flatMap((_, index) =>
        has(slow, index + 1) ? [`gateway ${index + 1}`] : [],
      );
      emit(
        'clock drifts',
        () => `A tick passes, which the clock of ${who.join(' and that of ')} misses.`,
        tick(turn, slow),
      );
    }
  if (mutant === 'validity-by-timer') fireTimers(turn);
  if (mutant === 'revoker-waits-on-its-own-clock') gainTick(turn);
}

/** `slow`: the gateways whose clocks miss this tick. */
function tick({ bounds, mutant, state }: Turn, slow: Seqs): State {
  const counted = countedBy({ bounds, mutant });
  return {
    ...state,
    leases: state.leases.map(less),
    revocations: state.revocations.map((revocation) => ({
      ...revocation,
      waits: revocation.waits.map(less),
    })),
    gateways: state.gateways.map((gateway, index) => {
      const renewals = gateway.renewals.map((renewal) => ({ ...renewal, stamped: less(renewal.stamped) }));
      if (has(slow, index + 1)) return { ...gateway, renewals, steady: bounds.lease - 1 };
      const aged = renewals.map((renewal) => ({ ...renewal, age: Math.min(renewal.age + 1, counted) }));
      return {
        ...gateway,
        renewals: aged,
        steady: less(gateway.steady),
        deadline: lessDeadline(gateway, mutant),
      };
    }),
  };
}

const less = (ticks: number): number => Math.max(0, ticks - 1);

/** Under the mutant a timer ends the validity, and a timer of a paused process is late. */
function lessDeadline({ deadline }: Gateway, mutant: Mutant | undefined): number {
  return mutant === 'validity-by-timer' && deadline === 1 ? 1 : less(deadline);
}

function fireTimers({ state, emit }: Turn): void {
  state.gateways.forEach((gateway, index) => {
    if (gateway.deadline === 1)
      emit(
        'timer fires',
        () => `The timer of gateway ${index + 1} fires at last.`,
        withGateway(state, index, { ...gateway, deadline: 0 }),
      );
  });
}

/** No more than a gateway's clock may lose: one tick in a lease, here the first. */
function gainTick({ bounds, state, emit }: Turn): void {
  for (const seq of seqs(bounds)) {
    const revocation = at(state.revocations, seq - 1);
    if (revocation.phase === 'waiting' && revocation.waits.includes(bounds.lease))
      emit(
        'clock gains',
        () => `The clock of the revoker waiting for revocation ${seq} gains a tick.`,
        withRevocation(state, seq, { ...revocation, waits: revocation.waits.map(less) }),
      );
  }
}
