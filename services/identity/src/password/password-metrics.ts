import { registry } from '@latchkey/observability/metrics';
import { Counter, Gauge } from 'prom-client';

const hashes = new Counter({
  name: 'latchkey_password_hashes_total',
  help: 'Password hashes computed, by whether one was made or a password was compared with one',
  labelNames: ['what'],
  registers: [registry],
});

export const countHash = (what: 'made' | 'compared'): void => hashes.inc({ what });

/** Registers the line of passwords that wait for their hash. */
export function showWaiting(waiting: () => number): void {
  if (registry.getSingleMetric('latchkey_password_hashes_waiting')) return;
  new Gauge({
    name: 'latchkey_password_hashes_waiting',
    help: 'Passwords that wait for their turn to be hashed',
    registers: [registry],
    collect() {
      this.set(waiting());
    },
  });
}
