import { registry } from '@latchkey/observability/metrics';
import { Gauge } from 'prom-client';

interface Watched {
  /** Credentials in the cache. */
  entries(): number;
  /** Whether the cache may be answered from at this moment. */
  holdsLease(): boolean;
}

/** Registers what an operator sees of the cache. */
export function showCredentialCache(watched: Watched): void {
  if (registry.getSingleMetric('latchkey_credential_cache_entries')) return;
  new Gauge({
    name: 'latchkey_credential_cache_entries',
    help: 'Credentials that this gateway holds in its cache',
    registers: [registry],
    collect() {
      this.set(watched.entries());
    },
  });
  new Gauge({
    name: 'latchkey_credential_cache_lease',
    help: '1 while this gateway holds a lease and answers from its cache, else 0',
    registers: [registry],
    collect() {
      this.set(Number(watched.holdsLease()));
    },
  });
}
