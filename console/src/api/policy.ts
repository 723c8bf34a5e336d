import type { PublicPolicy } from '@latchkey/contracts/policy';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { get } from './client.js';

/** What this deployment allows and what it calls things. A change is a restart of the server, so it is read once. */
export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => get<PublicPolicy>('/v1/policy', signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const usePolicy = (): PublicPolicy => useSuspenseQuery(policyQuery).data;
