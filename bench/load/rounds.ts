import type { Sample } from './wrk.js';

/** How long and how often; `--quick` for a look, the default for numbers to speak of. */
export interface Pace {
  readonly rounds: number;
  readonly seconds: number;
}

export type Contestants<Name extends string> = Readonly<Record<Name, () => Promise<Sample>>>;

/** Where rounds are run. */
interface Track {
  readonly pace: Pace;
  /** Waits until nothing of what was measured before is still being worked on. */
  settle(): Promise<void>;
}

/**
 * Measures all in turn, then all again: what else the machine does falls on every one alike. The median of the rounds.
 */
export async function interleave<Name extends string>(
  { pace: { rounds }, settle }: Track,
  contestants: Contestants<Name>,
): Promise<Record<Name, Sample>> {
  const names = Object.keys(contestants) as Name[];
  const samples = new Map(names.map((name) => [name, [] as Sample[]]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      await settle();
      samples.get(name)?.push(await contestants[name]());
    }
  }
  const middle = (name: Name) => [name, medianOf(samples.get(name) ?? [])] as const;
  return Object.fromEntries(names.map(middle)) as Record<Name, Sample>;
}

function medianOf(samples: readonly Sample[]): Sample {
  const of = (key: keyof Sample) => median(samples.map((sample) => sample[key]));
  return { rate: of('rate'), requests: of('requests'), p50: of('p50'), p99: of('p99') };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that at least this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
