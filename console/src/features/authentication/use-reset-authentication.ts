import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import { useMutation } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { useLeave } from '../../api/leave.js';
import { useMe } from '../../api/me.js';
import { strings } from '../../strings/strings.js';
import { useStepUp } from '../../ui/step-up.js';
import { toastProblem } from '../../ui/toasts.js';

/** The answer is the last that this session gets; the sign-in page shows its receipt. */
export function useResetAuthentication() {
  const leave = useLeave();
  const stepUp = useStepUp();
  const { handle } = useMe();
  return useMutation({
    mutationFn: () =>
      stepUp(
        async (proof) =>
          (await request<Receipt>('POST', '/v1/users/me/reset-authentication', { body: proof })).data,
      ),
    onSuccess: (receipt) =>
      leave(
        { receipt, headline: strings.resetAuthentication.done, identifier: handle },
        '/settings/advanced',
      ),
    onError: toastProblem,
  });
}
