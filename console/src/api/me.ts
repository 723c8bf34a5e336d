import type { User } from '@latchkey/contracts/identity/user';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { request } from './client.js';

/** The account that is signed in, with the ETag that a change of it is conditional on. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => request<User>('GET', '/v1/users/me', { signal }),
});

export const useMe = (): User => useSuspenseQuery(meQuery).data.data;
