import { acts } from './acts.js';
import { type Outcome, waysConfirmed } from './run.js';

const percentile = (sorted: readonly number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? Number.NaN;
const ms = (value: number): string => (Number.isNaN(value) ? '–' : `${value.toFixed(1)} ms`);

/** The figures of a run as lines, and whether it shows that the promise held. */
export function report({ trials, strikes, freshRefused, freshTried }: Outcome): {
  lines: string[];
  held: boolean;
} {
  const confirmed = trials.filter((trial) => trial.receiptMs !== undefined);
  const times = confirmed.map((trial) => trial.receiptMs as number).sort((a, b) => a - b);
  const accepted = trials.flatMap((trial) => trial.acceptedAfter.map((what) => `${trial.act}: ${what}`));
  const probes = trials.reduce((sum, trial) => sum + trial.probesAfter, 0);
  const meaningful = confirmed.filter((trial) => trial.acceptedBefore > 0).length;
  const lines = [
    `faults                              ${strikes}`,
    `revocations tried                   ${trials.length}`,
    `revocations answered 2xx            ${confirmed.length} (${meaningful} of credentials seen to work before)`,
    `ways to revoke, answered 2xx        ${waysConfirmed({ trials })} of ${acts.length}`,
    `probes sent after the 2xx           ${probes}`,
    `accepted ones                       ${accepted.length}`,
    `time to receipt p50 / p99 / max     ${ms(percentile(times, 50))} / ${ms(percentile(times, 99))} / ${ms(times.at(-1) ?? Number.NaN)}`,
    `fresh credentials refused           ${freshRefused} of ${freshTried}`,
    ...[...new Set(accepted)].slice(0, 10).map((line) => `  ACCEPTED ${line}`),
  ];
  return { lines, held: accepted.length === 0 && freshRefused === 0 && meaningful > 0 && probes > 0 };
}
