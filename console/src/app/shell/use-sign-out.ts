import { useMutation } from '@tanstack/react-query';
import { isSignedOut } from '../../api/api-error.js';
import { request } from '../../api/client.js';
import { useLeave } from '../../api/leave.js';
import { strings } from '../../strings/strings.js';
import { toastProblem } from '../../ui/toasts.js';

/** Ends this session on the server, then leaves. */
export function useSignOut(): () => void {
  const leave = useLeave();
  const ending = useMutation({
    mutationFn: () => request('DELETE', '/v1/users/me/sessions/current'),
    onSuccess: () => leave({ headline: strings.signIn.signedOut }),
    onError: (error) => {
      if (!isSignedOut(error)) toastProblem(error);
    },
  });
  return () => ending.mutate();
}
