import type { Answer, Bounds, Gateway, Phase, Renewal, Seqs, Stage, State } from './state.js';
import { at, has, NONE, only } from './state.js';

const STAGES: Record<Stage, number> = { asked: 0, stamped: 1, granted: 2, replied: 3 };
const ANSWERS: Record<Answer, number> = { none: 0, 'asked before applying': 1, 'asked after applying': 2 };
const PHASES: Record<Phase, number> = { idle: 0, 'read early': 1, committed: 2, waiting: 3, answered: 4 };

// Looked up once: a global is slow to reach in the sandbox of a test.
const { max, min } = Math;
const LARGEST = Number.MAX_SAFE_INTEGER;

function answeredIn({ revocations }: State): Seqs {
  let answered = NONE;
  revocations.forEach(({ phase }, index) => {
    if (phase === 'answered') answered |= only(index + 1);
  });
  return answered;
}

/**
 * Packs a state into one integer, each part a digit with its own radix, so that the search keeps millions.
 *
 * States that must behave alike get one key: the order of a gateway's renewals does not count, nor which gateway is
 * called the first, nor what no step will read again (the wait for a gateway that acknowledged, what was acknowledged
 * once the caller has the answer, the leases once every caller has). `key.spec.ts` compares what follows from them.
 */
export function keyOf(bounds: Bounds): (state: State) => number {
  const sets = 1 << bounds.revocations;
  const seqs = bounds.revocations + 1;
  const ticks = bounds.lease + 1;
  const renewalRadix = 4 * ticks * seqs * ticks * sets * 2 + 1;

  /** 0 is the free slot. */
  function renewalKey({ stage, age, since, stamped, carries, flush }: Renewal): number {
    return (
      1 +
      (flush ? 1 : 0) +
      2 * (carries + sets * (stamped + ticks * (since + seqs * (age + ticks * STAGES[stage]))))
    );
  }

  function renewalsKey({ renewals: [one, other] }: Gateway): number {
    const first = one ? renewalKey(one) : 0;
    const second = other ? renewalKey(other) : 0;
    return max(first, second) + renewalRadix * min(first, second);
  }

  const slots = bounds.renewals === 1 ? renewalRadix : renewalRadix * renewalRadix;

  function gatewayKey(state: State, index: number, answered: Seqs): number {
    const gateway = at(state.gateways, index);
    const isOver = answered === sets - 1;
    let key = renewalsKey(gateway);
    key = key * ticks + gateway.deadline;
    key = key * ticks + gateway.steady;
    key = key * ticks + (isOver ? 0 : at(state.leases, index));
    key = key * sets + gateway.cached;
    key = key * sets + gateway.answers;
    key = key * sets + gateway.applied;
    key = key * sets + (gateway.acknowledged & ~answered);
    key = key * seqs + gateway.cursor;
    if (bounds.newCredential)
      key = key * 6 + 2 * ANSWERS[gateway.newCredential.answer] + (gateway.newCredential.cached ? 1 : 0);
    for (let seq = 1; seq < seqs; seq += 1) {
      const isAwaited = !has(gateway.acknowledged, seq);
      key = key * ticks + (isAwaited ? at(at(state.revocations, seq - 1).waits, index) : 0);
    }
    return key;
  }

  const gatewayRadix =
    slots * ticks ** (3 + bounds.revocations) * sets ** 4 * seqs * (bounds.newCredential ? 6 : 1);

  return (state) => {
    const answered = answeredIn(state);
    let key = gatewayKey(state, 0, answered);
    if (bounds.gateways === 2) {
      const second = gatewayKey(state, 1, answered);
      key = max(key, second) * gatewayRadix + min(key, second);
    }
    for (const { phase, replica } of state.revocations) key = key * 10 + 2 * PHASES[phase] + (replica - 1);
    key = key * sets + state.committed;
    key = key * sets + state.pushed;
    key = key * 2 + (state.pruned ? 1 : 0);
    key = key * seqs + state.acceptedDead;
    if (key > LARGEST) throw new Error(`The bounds "${bounds.name}" are too large for one integer key`);
    return key;
  };
}
