import { collectDefaultMetrics, Registry } from 'prom-client';
import { HttpDurations } from './http-durations.js';

/** Whatever this process counts; `/metrics` shows it. Further ones are registered here by whoever counts. */
export const registry = new Registry();

/** Seconds: from a cache hit to the deadline. */
const seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export const httpDurations = new HttpDurations(
  'latchkey_http_request_seconds',
  'Time to answer an HTTP request',
  seconds,
);
registry.registerMetric(httpDurations.asMetric());

let started = false;

/** Adds what Node tells of itself: memory, event loop, garbage collection. */
export function startMetrics(service: string): void {
  registry.setDefaultLabels({ service });
  if (started) return;
  started = true;
  collectDefaultMetrics({ register: registry });
}
