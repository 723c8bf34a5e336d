import type { Metric, MetricObjectWithValues, MetricValueWithName } from 'prom-client';

interface Series {
  readonly labels: { readonly method: string; readonly route: string; readonly status: string };
  /** One for each bound, and one for what is above them all; each counts what is in no lower one. */
  readonly counts: number[];
  sum: number;
}

/**
 * A histogram of prom-client's kind, by method, route and status. prom-client sorts and joins the labels of each single
 * observation, which showed in a profile of the hottest route; here they are compared as they are.
 */
export class HttpDurations {
  private readonly series = new Map<string, Series[]>();

  /** @param bounds upper ones, ascending, in seconds */
  constructor(
    readonly name: string,
    readonly help: string,
    private readonly bounds: readonly number[],
  ) {}

  /** @param route its pattern, never a path: that would make a series of its own for every user */
  observe(method: string, route: string, status: number, seconds: number): void {
    const one = this.seriesOf(method, route, String(status));
    let bucket = 0;
    while (bucket < this.bounds.length && seconds > (this.bounds[bucket] as number)) bucket++;
    one.counts[bucket] = (one.counts[bucket] as number) + 1;
    one.sum += seconds;
  }

  private seriesOf(method: string, route: string, status: string): Series {
    const ofRoute = this.series.get(route) ?? [];
    for (const one of ofRoute) if (one.labels.status === status && one.labels.method === method) return one;
    const made = { labels: { method, route, status }, counts: [...this.bounds, 0].fill(0), sum: 0 };
    this.series.set(route, [...ofRoute, made]);
    return made;
  }

  /** As a registry of prom-client wants it. */
  asMetric(): Metric {
    return {
      name: this.name,
      get: async () => this.read(),
      reset: () => this.series.clear(),
    } as unknown as Metric;
  }

  private read(): MetricObjectWithValues<MetricValueWithName<string>> {
    const values = [...this.series.values()].flat().flatMap((one) => this.valuesOf(one));
    return { name: this.name, help: this.help, type: 'histogram', aggregator: 'sum', values } as never;
  }

  private valuesOf({ labels, counts, sum }: Series) {
    let below = 0;
    const buckets = [...this.bounds, '+Inf'].map((le, i) => {
      below += counts[i] as number;
      return { labels: { le, ...labels }, value: below, metricName: `${this.name}_bucket` };
    });
    return [
      ...buckets,
      { labels, value: sum, metricName: `${this.name}_sum` },
      { labels, value: below, metricName: `${this.name}_count` },
    ];
  }
}
