import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';

const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

/**
 * The longest, which would otherwise be found out only by the first run on a machine: one that is begun last runs alone.
 * In an order that lets one that keeps the processor busy (a browser, probers, many stacks) run beside one that waits for
 * what it has killed.
 */
const first = [
  'faults/test/revocation.test.ts',
  'test/faults.test.ts',
  'services/notifications/test/delivery.test.ts',
  'packages/messaging/test/broker-loss.test.ts',
  'console/test/default.browser.test.ts',
  'cli/test/sign-in.test.ts',
  'cli/test/api-key.test.ts',
  'test/notification-stream.test.ts',
  'console/test/default-keys.browser.test.ts',
  'packages/messaging/test/replicas.test.ts',
  'test/attack/revocation.test.ts',
  'services/identity/test/password-failure.test.ts',
  'test/races.test.ts',
  'test/password-reset-faults.test.ts',
  'test/deletion-faults.test.ts',
  'test/attack/matrix.test.ts',
  'test/session-rotation.test.ts',
  'packages/messaging/test/crash.test.ts',
  'local/test/start.test.ts',
  'faults/model/protocol.spec.ts',
  'test/sign-in-throttle.test.ts',
  'console/test/operations-center.browser.test.ts',
];

/** Settings of the running stack that a file borrows: files of the same find one, and start none. */
function borrowed({ path }) {
  const text = readFileSync(path, 'utf8');
  return /Latchkey\.borrow\(([^)]*)\)/.exec(text)?.[0] ?? '';
}

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const stacks = new Map(tests.map((test) => [test.path, borrowed(test)]));
    const rank = ({ path, context }) => {
      const place = first.indexOf(relative(context.config.rootDir, path));
      return place < 0 ? first.length : place;
    };
    const byStack = (a, b) => stacks.get(a.path).localeCompare(stacks.get(b.path));
    return super.sort(tests).sort((a, b) => rank(a) - rank(b) || byStack(a, b));
  }
}
