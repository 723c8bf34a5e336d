import { describe, expect, it } from '@jest/globals';
import { oneGateway, twoGateways, twoRenewals, twoRevocations } from './bounds.js';
import { keyOf } from './key.js';
import { protocol } from './protocol.js';
import type { Bounds, State } from './state.js';

const ENOUGH = 6_000;

/** The first states of a world, told apart by everything they hold. */
function exactStates(bounds: Bounds): State[] {
  const model = protocol(bounds);
  const found = new Map([[JSON.stringify(model.start), model.start]]);
  for (const state of found.values()) {
    if (found.size > ENOUGH) break;
    model.successors(state, (_rule, _sentence, next) => {
      const text = JSON.stringify(next);
      if (!found.has(text)) found.set(text, next);
    });
  }
  return [...found.values()];
}

function futureOf(bounds: Bounds, state: State): string {
  const key = keyOf(bounds);
  const futures = new Set<string>();
  // A step that leaves the key as it is, such as a tick for a lease that nobody will read, is no difference.
  protocol(bounds).successors(state, (_rule, _sentence, next) => {
    if (key(next) !== key(state)) futures.add(`${key(next)} ${next.acceptedDead}`);
  });
  return [...futures].sort().join();
}

describe('states with one key', () => {
  it.each([oneGateway, twoRenewals, twoGateways, twoRevocations])('have one future: $name', (bounds) => {
    const key = keyOf(bounds);
    const futures = new Map<number, string>();
    let shared = 0;
    for (const state of exactStates(bounds)) {
      const known = futures.get(key(state));
      const future = futureOf(bounds, state);
      if (known !== undefined) {
        shared += 1;
        expect(future).toBe(known);
      }
      futures.set(key(state), future);
    }
    expect(shared).toBeGreaterThan(100);
  });
});
