import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Whatever this process counts; `/metrics` shows it. Further ones are registered here by whoever counts. */
export const registry = new Registry();

/** Seconds: from a cache hit to the deadline. */
const seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** HTTP requests by route pattern, never by path: a path would make a series of its own for every user. */
export const httpDuration = new Histogram({
  name: 'latchkey_http_request_seconds',
  help: 'Time to answer an HTTP request',
  labelNames: ['method', 'route', 'status'],
  buckets: seconds,
  registers: [registry],
});

let started = false;

/** Adds what Node tells of itself: memory, event loop, garbage collection. */
export function startMetrics(service: string): void {
  registry.setDefaultLabels({ service });
  if (started) return;
  started = true;
  collectDefaultMetrics({ register: registry });
}
