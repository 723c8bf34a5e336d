import { Option } from 'commander';
import type { z } from 'zod';
import type { Api } from './api.js';
import { wholeNumber } from './flags.js';
import type { Output } from './output.js';

export interface PageFlags {
  readonly limit: number;
  readonly all?: boolean;
  readonly cursor?: string;
}

export const pageFlags = (): Option[] => [
  new Option('--limit <n>', 'how many at most').argParser(wholeNumber).default(25),
  new Option('--all', 'every one'),
  new Option('--cursor <cursor>', 'go on where an answer with this `nextCursor` ended'),
];

/** What every list is: items, and where the next ones begin. */
type Listing = z.ZodType<{ items: unknown[]; nextCursor: string | null }>;

export interface ListRequest<S extends Listing> {
  readonly api: Api;
  readonly target: string;
  readonly answer: S;
  readonly query?: Readonly<Record<string, string | undefined>>;
}

/** Most that the server gives at a time. */
const pageSize = 100;

/** Page after page, as far as the flags ask; all that is in the last page beside its items is kept. */
export async function readPages<S extends Listing>(
  { api, target, answer, query }: ListRequest<S>,
  { limit, all = false, cursor }: PageFlags,
): Promise<z.infer<S>> {
  const wanted = all ? Number.POSITIVE_INFINITY : Math.max(1, limit);
  const items: z.infer<S>['items'] = [];
  for (let next = cursor; ; ) {
    const size = Math.min(pageSize, wanted - items.length);
    const page = await api.ask('GET', target, { answer, query: { ...query, limit: size, cursor: next } });
    items.push(...page.items);
    next = page.nextCursor ?? undefined;
    if (next === undefined || items.length >= wanted) return { ...page, items };
  }
}

/** Nobody should take a page for the whole. */
export function tellOfMore(out: Output, { nextCursor }: { readonly nextCursor: string | null }): void {
  if (nextCursor !== null) out.note('There are more: `--all`, or a higher `--limit`.');
}
