import { registry } from '@latchkey/observability/metrics';
import { Counter, Gauge } from 'prom-client';
import { type Metric, messagingStats } from './messaging-stats.js';

let registered = false;

/** Shows what the event flow counts at `/metrics`. */
export function registerMessagingMetrics(): void {
  if (registered) return;
  registered = true;
  for (const metric of Object.values(messagingStats)) show(metric);
}

function show(metric: Metric): void {
  const { name, help, labelNames } = metric;
  const shared = { name, help, labelNames, registers: [registry] };
  if (metric.kind === 'gauge') {
    new Gauge({
      ...shared,
      collect() {
        for (const { labels, value } of metric.samples()) this.set(labels, value);
      },
    });
  } else {
    new Counter({
      ...shared,
      // The numbers are kept there; read, they are copied whole.
      collect() {
        this.reset();
        for (const { labels, value } of metric.samples()) this.inc(labels, value);
      },
    });
  }
}
