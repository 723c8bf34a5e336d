import { describe, expect, it } from '@jest/globals';
import { acts } from '../dist/revocation/acts.js';
import { report } from '../dist/revocation/report.js';
import { run, waysConfirmed } from '../dist/revocation/run.js';

// The short profile; `npm run revocation -w faults` is the long one.
const quiet = { lanes: 2, say: () => undefined };

describe('revocation on real processes', () => {
  it('lets nothing in after its 2xx while gateways, services and NATS are stopped, killed and cut off', async () => {
    const { lines, held } = report(await run({ ...quiet, seconds: 30, faults: 'all' }));
    if (!held) throw new Error(lines.join('\n'));
    expect(held).toBe(true);
  }, 180_000);

  it('lets nothing in after the 2xx of each way to revoke, while nothing fails', async () => {
    const outcome = await run({ ...quiet, seconds: 90, faults: 'none', until: 'each act' });
    const { lines, held } = report(outcome);
    if (!held) throw new Error(lines.join('\n'));
    expect(waysConfirmed(outcome)).toBe(acts.length);
  }, 180_000);

  it('lets nothing in on a gateway that is cut off, nor when it comes back', async () => {
    const { lines, held } = report(await run({ ...quiet, lanes: 1, seconds: 6, faults: 'partition' }));
    if (!held) throw new Error(lines.join('\n'));
    expect(held).toBe(true);
  }, 120_000);

  it.each(['no-wait', 'renewal-without-catch-up', 'ack-before-apply'])(
    'finds the mutant %s',
    async (mutant) => {
      const faults = mutant === 'ack-before-apply' ? 'none' : 'partition';
      const outcome = await run({
        ...quiet,
        lanes: 1,
        seconds: mutant === 'ack-before-apply' ? 15 : 6,
        faults,
        mutant,
        until: 'found',
      });
      expect(outcome.trials.flatMap((trial) => trial.acceptedAfter).length).toBeGreaterThan(0);
    },
    120_000,
  );
});
