import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import type { Session } from '@latchkey/contracts/tokens/session';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { usePages } from '../../api/use-pages.js';
import { strings } from '../../strings/strings.js';
import { focusMain } from '../../ui/focus-main.js';
import { toast, toastProblem } from '../../ui/toasts.js';
import { deviceName } from './device-name.js';

const path = '/v1/users/me/sessions';
const queryKey = ['sessions'] as const;

export const useSessions = () => usePages<Session>(queryKey, path);

/** Ends one session. The answer comes when no gateway accepts it any more. */
export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (session: Session) => request('DELETE', `${path}/${session.id}`),
    onSuccess: async (_, session) => {
      await queries.invalidateQueries({ queryKey });
      toast(strings.sessions.endedOne(deviceName(session)));
      focusMain();
    },
    onError: toastProblem,
  });
}

export function useEndOtherSessions() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await request<Receipt>('DELETE', `${path}?except=current`)).data,
    onSuccess: () => queries.invalidateQueries({ queryKey }),
    onError: toastProblem,
  });
}
