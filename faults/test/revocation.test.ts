import { describe, expect, it } from '@jest/globals';
import { report } from '../dist/revocation/report.js';
import { run } from '../dist/revocation/run.js';

// The short profile; `npm run revocation -w faults` is the long one.
const quiet = { lanes: 2, say: () => undefined };

describe('revocation on real processes', () => {
  it('lets nothing in after its 2xx while gateways, services and NATS are stopped, killed and cut off', async () => {
    const { lines, held } = report(await run({ ...quiet, seconds: 40, faults: true }));
    if (!held) throw new Error(lines.join('\n'));
    expect(held).toBe(true);
  }, 180_000);

  it.each(['no-wait', 'ack-before-apply'])(
    'finds the mutant %s',
    async (mutant) => {
      const outcome = await run({ ...quiet, seconds: 12, faults: false, mutant });
      expect(outcome.trials.flatMap((trial) => trial.acceptedAfter).length).toBeGreaterThan(0);
    },
    120_000,
  );
});
