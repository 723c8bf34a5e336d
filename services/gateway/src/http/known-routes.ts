import type { RouteOptions } from 'fastify';

const routes = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();

/** For Fastify's `onRoute`: what is served where. */
export function rememberRoute({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void {
  const route = routes.get(url) ?? { pattern: patternOf(url), methods: new Set() };
  for (const one of [method].flat()) route.methods.add(one.toUpperCase());
  routes.set(url, route);
}

/** Methods that are served at an address: none when nothing is there at all. */
export function methodsAt(address: string): string[] {
  const path = address.split('?')[0] ?? '';
  const found = [...routes.values()].filter(({ pattern }) => pattern.test(path));
  return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
}

/** `/v1/users/:user` → one segment in the place of each parameter. */
function patternOf(url: string): RegExp {
  const literal = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/:[a-zA-Z]+/g, '[^/]+')}$`);
}
