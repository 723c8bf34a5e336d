/** Rules 1 to 4 of a gateway, ARCHITECTURE.md "Instant revocation". */

import type { Turn } from './rules.js';
import type { Gateway, Renewal, Seqs, State } from './state.js';
import {
  at,
  has,
  highest,
  isAnswered,
  isCommitted,
  list,
  NONE,
  only,
  seqs,
  ticks,
  withGateway,
} from './state.js';

export function gatewayRules(turn: Turn, index: number): void {
  askForRenewal(turn, index);
  at(turn.state.gateways, index).renewals.forEach((renewal) => {
    if (renewal.stage === 'replied') renew(turn, index, renewal);
  });
  for (const seq of seqs(turn.bounds)) {
    receiveAnswer(turn, index, seq);
    receivePush(turn, index, seq);
    serve(turn, index, seq);
  }
  if (turn.bounds.newCredential) useNewCredential(turn, index);
}

function askForRenewal({ bounds, state, emit }: Turn, index: number): void {
  const gateway = at(state.gateways, index);
  const { renewals, cursor } = gateway;
  if (renewals.length === bounds.renewals) return;

  const request: Renewal = { stage: 'asked', age: 0, since: cursor, stamped: 0, carries: NONE, flush: false };
  emit(
    'gateway asks for a renewal',
    () => `Gateway ${index + 1} asks for a renewal, having caught up to seq ${cursor}.`,
    withGateway(state, index, { ...gateway, renewals: [...renewals, request] }),
  );
}

/** How much of its lease a gateway counts. */
export function countedBy({ bounds, mutant }: Pick<Turn, 'bounds' | 'mutant'>): number {
  return mutant === 'no-drift-margin' ? bounds.lease : bounds.counted;
}

/** Rule 1: apply, then move the deadline. The reply stays in flight, since the network may deliver it again. */
function renew({ bounds, mutant, state, emit }: Turn, index: number, reply: Renewal): void {
  const gateway = at(state.gateways, index);
  const counted = countedBy({ bounds, mutant });
  const sinceSent = mutant === 'deadline-from-reply' ? 0 : reply.age;
  const deadline = Math.max(gateway.deadline, counted - sinceSent);
  const caughtUp = catchUp(gateway, reply, mutant === 'flush-spares-answers');
  const who = `gateway ${index + 1}`;

  if (mutant === 'deadline-before-apply') {
    emit(
      'gateway renews',
      () =>
        `The renewal reaches ${who}: its deadline is ${ticks(deadline)} away; it has yet to apply what came.`,
      withGateway(state, index, { ...gateway, deadline }),
    );
    emit(
      'gateway catches up',
      () => `G${who.slice(1)} ${applies(reply)}.`,
      withGateway(state, index, caughtUp),
    );
    return;
  }
  emit(
    'gateway renews',
    () => `The renewal reaches ${who}: it ${applies(reply)}, then its deadline is ${ticks(deadline)} away.`,
    withGateway(state, index, { ...caughtUp, deadline }),
  );
}

function applies({ carries, flush }: Renewal): string {
  if (flush) return 'drops its whole cache';
  return carries === NONE ? 'has nothing to apply' : `applies ${list(carries)}`;
}

function catchUp(gateway: Gateway, { carries, flush }: Renewal, sparesAnswers: boolean): Gateway {
  const cursor = Math.max(gateway.cursor, highest(carries));
  if (!flush) return { ...apply(gateway, carries), cursor };
  if (sparesAnswers) return { ...gateway, cached: NONE, cursor };
  // Flushing counts as having applied something for everybody: no answer in flight may enter afterwards.
  const newCredential = { cached: false, answer: 'none' } as const;
  return { ...apply(gateway, carries), cached: NONE, answers: NONE, newCredential, cursor };
}

/** The cache forgets the user, and remembers that it did, for the sake of the answers still in flight. */
function apply(gateway: Gateway, invalidations: Seqs): Gateway {
  const { applied, cached, newCredential } = gateway;
  if ((invalidations & ~applied) === NONE) return gateway;

  const answer = newCredential.answer === 'none' ? 'none' : 'asked before applying';
  return {
    ...gateway,
    applied: applied | invalidations,
    cached: cached & ~invalidations,
    newCredential: { cached: false, answer },
  };
}

/** Rule 3. An answer "valid" was read before the commit, so it was asked before this gateway applied the invalidation. */
function receiveAnswer({ mutant, state, emit }: Turn, index: number, seq: number): void {
  const gateway = at(state.gateways, index);
  if (!has(gateway.answers, seq) || has(gateway.cached, seq)) return;

  const reason = mayEnter(gateway, seq, mutant);
  if (reason) {
    emit(
      'answer enters the cache',
      () => `An answer about credential ${seq} reaches gateway ${index + 1}, ${reason}: it enters the cache.`,
      withGateway(state, index, { ...gateway, cached: gateway.cached | only(seq) }),
    );
    return;
  }
  emit(
    'late answer is dropped',
    () =>
      `An answer reaches gateway ${index + 1}, which applied invalidation ${seq} since it asked: dropped.`,
    withGateway(state, index, { ...gateway, answers: gateway.answers & ~only(seq) }),
  );
}

function mayEnter({ applied }: Gateway, seq: number, mutant: Turn['mutant']): string | undefined {
  if (!has(applied, seq)) return 'which applied nothing since it asked';
  if (mutant === 'no-seq-check-on-fills') return 'which does not look at what it applied since it asked';
  // The gateway asks anew, so its own check passes; what it hears was read before the commit.
  if (mutant === 'tokens-shares-reads')
    return 'asked just now, but answered from a read begun before the commit';
  return undefined;
}

/** Rule 4. A second delivery changes nothing. */
function receivePush({ mutant, state, emit }: Turn, index: number, seq: number): void {
  const gateway = at(state.gateways, index);
  if (!has(state.pushed, seq) || has(gateway.acknowledged & gateway.applied, seq)) return;

  const who = (): string => `The push of invalidation ${seq} reaches gateway ${index + 1}, which`;
  const applied = apply(gateway, only(seq));
  const acknowledged = gateway.acknowledged | only(seq);
  if (mutant === 'ack-before-apply') {
    emit(
      'gateway acknowledges',
      () => `${who()} acknowledges, and has yet to apply it.`,
      withGateway(state, index, { ...gateway, acknowledged }),
    );
    emit(
      'gateway applies a push',
      () => `Gateway ${index + 1} applies invalidation ${seq}.`,
      withGateway(state, index, applied),
    );
    return;
  }
  const cursor = mutant === 'push-moves-cursor' ? Math.max(gateway.cursor, seq) : gateway.cursor;
  emit(
    'gateway applies a push',
    () => `${who()} applies it, then acknowledges.`,
    withGateway(state, index, { ...applied, acknowledged, cursor }),
  );
}

/** Rule 2. A request that joins a question in flight passes the same checks: it reads the cache once the answer is there. */
function serve({ mutant, state, emit }: Turn, index: number, seq: number): void {
  const { deadline, cached, answers } = at(state.gateways, index);
  const fromCache = deadline > 0 && has(cached, seq);
  const joined = mutant === 'requests-join-any-question' && has(answers, seq);
  if (!fromCache && !joined) return;

  if (!isAnswered(state, seq)) {
    emit(
      'cache accepts before the 2xx',
      () => `Gateway ${index + 1} accepts credential ${seq} from its cache.`,
      state,
    );
    return;
  }
  const how = fromCache
    ? `from the cache, ${ticks(deadline)} before the deadline`
    : 'on an answer asked for before it came';
  emit(
    'dead credential accepted',
    () =>
      `AFTER THE 2xx a request with credential ${seq} arrives at gateway ${index + 1} and is ACCEPTED ${how}.`,
    { ...state, acceptedDead: seq },
  );
}

/** The user signs in again: what came after the revocation must be cached and served like anything else. */
function useNewCredential({ state, emit }: Turn, index: number): void {
  const gateway = at(state.gateways, index);
  const { applied, deadline, newCredential } = gateway;
  const { cached, answer } = newCredential;
  const become = (change: Gateway['newCredential']): State =>
    withGateway(state, index, { ...gateway, newCredential: change });

  if (isCommitted(state, 1) && answer === 'none' && !cached)
    emit(
      'new credential is asked about',
      () => `Gateway ${index + 1} asks about the new credential; tokens says "valid".`,
      become({ cached, answer: applied === NONE ? 'asked before applying' : 'asked after applying' }),
    );
  if (answer !== 'none') {
    const isLate = answer === 'asked before applying' && applied !== NONE;
    emit(
      isLate ? 'late answer is dropped' : 'new credential enters the cache',
      () =>
        `The answer about the new credential reaches gateway ${index + 1} and ${isLate ? 'is dropped' : 'enters the cache'}.`,
      become({ cached: !isLate, answer: 'none' }),
    );
  }
  if (cached && deadline > 0 && isAnswered(state, 1))
    emit(
      'new credential is served from the cache after the 2xx',
      () => `Gateway ${index + 1} accepts the new credential from its cache.`,
      state,
    );
}
