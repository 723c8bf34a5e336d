import { messagingStats } from '@latchkey/messaging/messaging-stats';
import { registry } from '@latchkey/observability/metrics';
import { Counter, Gauge } from 'prom-client';

/** Shows on `/metrics` what the event flow counts. */
export function exposeMessagingStats(): void {
  for (const stat of Object.values(messagingStats)) {
    if (registry.getSingleMetric(stat.name)) continue;
    const Kind = stat.kind === 'counter' ? Counter : Gauge;
    const labelNames: string[] = ['subject', 'outcome', 'durable', 'type'];
    new Kind({
      name: stat.name,
      help: stat.help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, value } of stat.samples()) this.inc({ ...labels }, value);
      },
    });
  }
}
