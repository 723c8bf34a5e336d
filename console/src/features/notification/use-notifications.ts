import type {
  Notification,
  NotificationPage,
  NotificationStatus,
} from '@latchkey/contracts/notifications/notification';
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, request } from '../../api/client.js';
import { strings } from '../../strings/strings.js';
import { toast, toastProblem } from '../../ui/toasts.js';

const path = '/v1/users/me/notifications';
/** The badge's query begins the same way, so that one invalidation reaches both. */
const queryKey = ['notifications'] as const;

export function useNotifications(status: NotificationStatus) {
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery({
    queryKey: [...queryKey, 'list', status],
    queryFn: ({ pageParam, signal }) =>
      get<z.infer<typeof NotificationPage>>(`${path}?${query(status, pageParam)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return {
    notifications: data.pages.flatMap((page) => page.items),
    more: hasNextPage ? () => void fetchNextPage() : null,
    loadingMore: isFetchingNextPage,
  };
}

const query = (status: NotificationStatus, cursor: string | null): URLSearchParams =>
  new URLSearchParams({ status, ...(cursor && { cursor }) });

/** Moves one notification, or marks all as seen. */
export function useMarkNotifications() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey });
  const moving = useMutation({
    mutationFn: ({ id, status }: { id: string; status: NotificationStatus }) =>
      request<Notification>('PATCH', `${path}/${id}`, { body: { status } }),
    onSuccess: refresh,
    onError: toastProblem,
  });
  const markingAll = useMutation({
    mutationFn: () => request('POST', `${path}/mark-all-seen`),
    onSuccess: async () => {
      await refresh();
      toast(strings.notification.allSeen);
    },
    onError: toastProblem,
  });
  return {
    move: (id: string, status: NotificationStatus) => moving.mutate({ id, status }),
    markAllSeen: () => markingAll.mutate(),
    markingAll: markingAll.isPending,
  };
}
