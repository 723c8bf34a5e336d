import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { isSignedOut } from '../../api/api-error.js';
import { request } from '../../api/client.js';
import { signedInHint } from '../../api/signed-in-hint.js';
import { toastProblem } from '../../ui/toasts.js';

/** Ends this session on the server, then leaves. */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = async (): Promise<void> => {
    signedInHint.clear();
    await navigate('/sign-in', { state: { signedOut: true } });
    queries.clear();
  };
  const ending = useMutation({
    mutationFn: () => request('DELETE', '/v1/users/me/sessions/current'),
    onSuccess: leave,
    onError: (error) => {
      if (!isSignedOut(error)) toastProblem(error);
    },
  });
  return () => ending.mutate();
}
