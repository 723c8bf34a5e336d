/** A line of the table: something of ours beside a limit or a peer of the same run. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly against: string;
  /** Of ours to theirs, or a plain figure where the target is one. */
  readonly ratio: string;
  readonly target: string;
  readonly met: boolean;
}

interface Comparison {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
  readonly unit: string;
  /** What it is compared with. */
  readonly against: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Compares two figures of one unit. */
export function compare({ what, ours, theirs, unit, against, atLeast, atMost }: Comparison): Row {
  const ratio = ours / theirs;
  const met = ratio >= (atLeast ?? Number.NEGATIVE_INFINITY) && ratio <= (atMost ?? Number.POSITIVE_INFINITY);
  return {
    what,
    ours: `${figure(ours)} ${unit}`,
    against: `${against}: ${figure(theirs)} ${unit}`,
    ratio: figure(ratio),
    target: atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`,
    met,
  };
}

interface Bound {
  readonly what: string;
  readonly ours: number;
  readonly unit: string;
  readonly below: number;
  /** What the figure is of. */
  readonly of?: string;
}

/** Holds a figure against a bound. */
export function bound({ what, ours, unit, below, of = '' }: Bound): Row {
  const text = `${figure(ours)} ${unit}`.trim();
  return { what, ours: text, against: of, ratio: '', target: `< ${below} ${unit}`.trim(), met: ours < below };
}

/** Three digits that count, thousands apart. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  if (value >= 0.1) return String(Number(value.toPrecision(3)));
  return String(Number(value.toPrecision(2)));
}
