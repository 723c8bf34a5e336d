import { type QueryKey, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { get } from './client.js';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface Pages<Item> {
  readonly items: readonly Item[];
  /** Loads the next page; null at the end. */
  readonly more: (() => void) | null;
  readonly loadingMore: boolean;
}

/** A list of the API, page by page. */
export function usePages<Item>(
  queryKey: QueryKey,
  path: string,
  query: Record<string, string> = {},
): Pages<Item> {
  const pages = useSuspenseInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ ...query, ...(pageParam && { cursor: pageParam }) });
      return get<Page<Item>>(`${path}?${search}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return {
    items: pages.data.pages.flatMap((page) => page.items),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : null,
    loadingMore: pages.isFetchingNextPage,
  };
}
