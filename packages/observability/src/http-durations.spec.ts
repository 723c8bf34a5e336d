import { expect, test } from '@jest/globals';
import { Histogram, Registry } from 'prom-client';
import { HttpDurations } from './http-durations.js';

const bounds = [0.001, 0.01, 1];
const observations: [method: string, route: string, status: number, seconds: number][] = [
  ['GET', '/v1/users/:user', 200, 0.0004],
  ['GET', '/v1/users/:user', 200, 0.001],
  ['GET', '/v1/users/:user', 200, 0.5],
  ['GET', '/v1/users/:user', 404, 7],
  ['POST', '/v1/users/:user', 200, 0.02],
  ['GET', '/a "quoted"\\ route', 200, 1],
];

test('shows what prom-client’s own histogram shows of the same observations', async () => {
  const ours = new Registry();
  const theirs = new Registry();
  const durations = new HttpDurations('http_seconds', 'How long', bounds);
  ours.registerMetric(durations.asMetric());
  const histogram = new Histogram({
    name: 'http_seconds',
    help: 'How long',
    labelNames: ['method', 'route', 'status'],
    buckets: bounds,
    registers: [theirs],
  });
  for (const registry of [ours, theirs]) registry.setDefaultLabels({ service: 'gateway' });
  for (const [method, route, status, seconds] of observations) {
    durations.observe(method, route, status, seconds);
    histogram.observe({ method, route, status: String(status) }, seconds);
  }

  // The order of lines and of labels says nothing.
  const lines = async (registry: Registry) =>
    (await registry.metrics())
      .split('\n')
      .map((line) => line.replace(/\{(.*)\}/, (_, labels: string) => `{${labels.split(',').sort().join()}}`))
      .sort();
  expect(await lines(ours)).toEqual(await lines(theirs));
  expect(await lines(ours)).toContain(
    'http_seconds_count{method="GET",route="/v1/users/:user",service="gateway",status="200"} 3',
  );
});
