import type { NotificationPage } from '@latchkey/contracts/notifications/notification';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { get } from './client.js';

/** The stream of notifications tells at once; this is for when it is cut and nobody notices. */
const everyFiveMinutes = 300_000;

export const unseenCountQuery = queryOptions({
  queryKey: ['notifications', 'unseen-count'],
  queryFn: ({ signal }) =>
    get<z.infer<typeof NotificationPage>>('/v1/users/me/notifications?status=unseen&limit=1', signal),
  refetchInterval: everyFiveMinutes,
});

/** How many notifications nobody has looked at; 0 while that is not known. */
export const useUnseenCount = (): number => useQuery(unseenCountQuery).data?.unseenCount ?? 0;
