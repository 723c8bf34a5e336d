/**
 * The other half of gateway rule 3: an answer carries what remains of the credential's life by the database's clock,
 * and no request is accepted once that clock says the life is over. Apart from the protocol, because neither half
 * needs the other; the acceptance needs both.
 */
import type { Model } from './search.js';
import { ticks } from './state.js';

export const LIFETIME_MUTANTS = {
  'lifetime-from-reply': 'The gateway counts the remaining life from the reply, not from when it asked.',
  'lifetime-without-margin': 'The gateway counts the whole remaining life, nothing less for drift.',
} as const;

export type LifetimeMutant = keyof typeof LIFETIME_MUTANTS;

export const LIFETIME_RULES = [
  'time passes',
  'clock drifts',
  'gateway asks',
  'tokens answers',
  'tokens answers "expired"',
  'answer is lost',
  'answer enters the cache',
  'cache accepts the living',
] as const;

/** Ticks. The clock of the gateway may lose one tick in any `WINDOW` of the database's. */
const LIFE = 7;
const WINDOW = 3;

export interface LifetimeState {
  /** By the database's clock. */
  readonly remains: number;
  /** What the gateway's cache thinks, by its own clock. */
  readonly cached: number;
  /** `life` is undefined until tokens answers. `age` is by the gateway's clock. */
  readonly question: { readonly age: number; readonly life: number | undefined } | undefined;
  readonly steady: number;
  readonly acceptedDead: boolean;
}

type Emit = Parameters<Model<LifetimeState>['successors']>[1];

export function lifetime(mutant?: LifetimeMutant): Model<LifetimeState> {
  return {
    start: { remains: LIFE, cached: 0, question: undefined, steady: 0, acceptedDead: false },
    keyOf,
    isBroken: ({ acceptedDead }) => acceptedDead,
    successors(state, emit) {
      ask(state, emit);
      arrive(state, mutant, emit);
      serve(state, emit);
      emit('time passes', () => 'A tick passes.', tick(state, false));
      if (state.steady === 0)
        emit(
          'clock drifts',
          () => 'A tick passes, which the clock of the gateway misses.',
          tick(state, true),
        );
    },
  };
}

function keyOf({ remains, cached, question, steady, acceptedDead }: LifetimeState): number {
  const radix = LIFE + 2;
  const asked = question ? 1 + question.age + radix * (1 + (question.life ?? -1)) : 0;
  return [remains, cached, steady, acceptedDead ? 1 : 0].reduce((key, digit) => key * radix + digit, asked);
}

function ask(state: LifetimeState, emit: Emit): void {
  const { question, remains } = state;
  if (!question) {
    emit('gateway asks', () => 'The gateway asks about the credential.', {
      ...state,
      question: { age: 0, life: undefined },
    });
    return;
  }
  emit('answer is lost', () => 'The question, or its answer, is lost.', { ...state, question: undefined });
  if (question.life !== undefined) return;
  if (remains === 0)
    emit('tokens answers "expired"', () => 'Tokens says "expired".', { ...state, question: undefined });
  else
    emit('tokens answers', () => `Tokens says "valid for ${ticks(remains)}".`, {
      ...state,
      question: { ...question, life: remains },
    });
}

function arrive(state: LifetimeState, mutant: LifetimeMutant | undefined, emit: Emit): void {
  const { age = 0, life } = state.question ?? {};
  if (life === undefined) return;

  const margin = mutant === 'lifetime-without-margin' ? 0 : Math.ceil(life / WINDOW);
  const sinceAsked = mutant === 'lifetime-from-reply' ? 0 : age;
  const cached = Math.max(0, life - margin - sinceAsked);
  emit(
    'answer enters the cache',
    () => `The answer arrives ${ticks(age)} after the question; the cache keeps it for ${ticks(cached)}.`,
    { ...state, cached, question: undefined },
  );
}

function serve(state: LifetimeState, emit: Emit): void {
  if (state.cached === 0) return;
  if (state.remains > 0) emit('cache accepts the living', () => 'The gateway accepts the credential.', state);
  else
    emit(
      'dead credential accepted',
      () => 'A request arrives AFTER THE EXPIRY and is ACCEPTED from the cache.',
      { ...state, acceptedDead: true },
    );
}

function tick(state: LifetimeState, isSlow: boolean): LifetimeState {
  const less = (count: number): number => Math.max(0, count - 1);
  const remains = less(state.remains);
  if (isSlow) return { ...state, remains, steady: WINDOW - 1 };
  const question = state.question && { ...state.question, age: Math.min(state.question.age + 1, LIFE) };
  return { ...state, remains, steady: less(state.steady), cached: less(state.cached), question };
}
