import type { Deletion } from '@latchkey/contracts/identity/deletion';
import { useMutation } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { useLeave } from '../../api/leave.js';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { formatExact } from '../../ui/format-time.js';
import { useStepUp } from '../../ui/step-up.js';
import { toastProblem } from '../../ui/toasts.js';

/** The answer is the last that this session gets; the sign-in page says until when it can be undone. */
export function useDeleteAccount() {
  const leave = useLeave();
  const stepUp = useStepUp();
  const { graceSeconds } = usePolicy().deletion;
  const words = strings.deletion;
  return useMutation({
    mutationFn: (confirm: string) =>
      stepUp(
        async (proof) =>
          (await request<Deletion>('DELETE', '/v1/users/me', { body: { confirm, ...proof } })).data,
      ),
    onSuccess: ({ deletesAt }) =>
      leave({ headline: graceSeconds === 0 ? words.doneAtOnce : words.done(formatExact(deletesAt)) }),
    onError: toastProblem,
  });
}
