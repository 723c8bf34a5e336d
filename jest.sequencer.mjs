import { createRequire } from 'node:module';
import { relative } from 'node:path';

const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

/** The longest, which would otherwise be found out only by the first run on a machine: one that is begun last runs alone. */
const first = [
  'faults/test/revocation.test.ts',
  'test/faults.test.ts',
  'console/test/default.browser.test.ts',
  'local/test/start.test.ts',
  'services/notifications/test/delivery.test.ts',
  'packages/messaging/test/broker-loss.test.ts',
  'packages/messaging/test/replicas.test.ts',
  'cli/test/sign-in.test.ts',
  'test/attack/revocation.test.ts',
  'test/races.test.ts',
  'console/test/default-keys.browser.test.ts',
  'faults/model/protocol.spec.ts',
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path, context }) => {
      const place = first.indexOf(relative(context.config.rootDir, path));
      return place < 0 ? first.length : place;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}
