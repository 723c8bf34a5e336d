import type { Notification, NotificationStatus } from '@latchkey/contracts/notifications/notification';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { usePages } from '../../api/use-pages.js';
import { strings } from '../../strings/strings.js';
import { focusMain } from '../../ui/focus-main.js';
import { toast, toastProblem } from '../../ui/toasts.js';

const path = '/v1/users/me/notifications';
/** The badge's query begins the same way, so that one invalidation reaches both. */
const queryKey = ['notifications'] as const;

export const useNotifications = (status: NotificationStatus) =>
  usePages<Notification>([...queryKey, 'list', status], path, { status });

/** Moves one notification, or marks all as seen. */
export function useMarkNotifications() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey });
  const moving = useMutation({
    mutationFn: ({ id, status }: { id: string; status: NotificationStatus }) =>
      request<Notification>('PATCH', `${path}/${id}`, { body: { status } }),
    onSuccess: async () => {
      await refresh();
      focusMain();
    },
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
