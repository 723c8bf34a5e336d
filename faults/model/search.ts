/** Breadth-first search over every reachable state, so that the first violation found has the shortest trace. */
import { Seen } from './seen.js';

export interface Model<State> {
  readonly start: State;
  readonly keyOf: (state: State) => number;
  readonly isBroken: (state: State) => boolean;
  /** Calls `emit` once for each step that can follow, always in the same order. */
  successors(state: State, emit: (rule: string, sentence: () => string, next: State) => void): void;
}

export interface Findings {
  readonly states: number;
  /** Steps to the state that is farthest from the start. */
  readonly depth: number;
  /** How often each rule was applied. */
  readonly applied: ReadonlyMap<string, number>;
  /** The shortest way to a violation, a sentence a step; nothing if the model holds. */
  readonly trace: readonly string[] | undefined;
}

export function search<State>(model: Model<State>): Findings {
  const seen = new Seen();
  seen.add(model.keyOf(model.start));
  const parents = [0];
  const applied = new Map<string, number>();
  let layer = [model.start];
  let firstOfLayer = 0;
  let depth = 0;

  for (; layer.length > 0; depth += 1) {
    const next: State[] = [];
    for (const [position, state] of layer.entries()) {
      let broken: number | undefined;
      model.successors(state, (rule, _sentence, successor) => {
        applied.set(rule, (applied.get(rule) ?? 0) + 1);
        if (!seen.add(model.keyOf(successor))) return;
        if (model.isBroken(successor)) broken ??= parents.length;
        next.push(successor);
        parents.push(firstOfLayer + position);
      });
      if (broken !== undefined)
        return {
          states: seen.size,
          depth: depth + 1,
          applied,
          trace: retrace(
            model,
            pathTo(broken, parents).map((id) => seen.keyAt(id)),
          ),
        };
    }
    firstOfLayer += layer.length;
    layer = next;
  }
  return { states: seen.size, depth: depth - 1, applied, trace: undefined };
}

function pathTo(id: number, parents: readonly number[]): number[] {
  const path: number[] = [];
  for (let at = id; at !== 0; at = parents[at] ?? 0) path.unshift(at);
  return path;
}

/** Only keys were kept: the states and sentences on the path are computed again. */
function retrace<State>(model: Model<State>, path: readonly number[]): string[] {
  let state = model.start;
  return path.map((key) => {
    let step: { sentence: () => string; next: State } | undefined;
    model.successors(state, (_rule, sentence, next) => {
      if (model.keyOf(next) === key) step ??= { sentence, next };
    });
    if (!step) throw new Error('The model is not deterministic: a step of the trace cannot be repeated');
    state = step.next;
    return step.sentence();
  });
}
