import { CompletePasswordReset } from '@latchkey/contracts/identity/password-reset';
import { brokenPasswordRules } from '@latchkey/contracts/password-rules';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.js';
import { request } from '../../api/client.js';
import { useLeave } from '../../api/leave.js';
import { strings } from '../../strings/strings.js';
import { contractErrors } from '../../ui/contract-errors.js';
import { useApiForm } from '../../ui/use-api-form.js';

const empty = { newPassword: '', confirm: '' };

/** Sets the password and goes to the sign-in page, which shows the receipt. `expired`: the link opens nothing (any more). */
export function useCompletePasswordReset(policy: PublicPolicy, token: string) {
  const leave = useLeave();
  const [expired, setExpired] = useState(false);
  const apiForm = useApiForm({
    initialValues: empty,
    validate: ({ newPassword, confirm }) => {
      const [rule] = brokenPasswordRules(policy.password, { password: newPassword });
      return {
        ...contractErrors(CompletePasswordReset, { token, newPassword }),
        ...(newPassword !== '' && rule && { newPassword: rule.message }),
        ...(confirm !== newPassword && { confirm: strings.password.mismatch }),
      };
    },
    save: async ({ newPassword }) =>
      (await request<Receipt>('POST', '/v1/password-resets/complete', { body: { token, newPassword } })).data,
    onSaved: (receipt) => leave({ receipt, headline: strings.resetPassword.done }),
    onRefused: (error) => {
      if (!(error instanceof ApiError) || error.code !== 'link_expired') return false;
      setExpired(true);
      return true;
    },
    fieldOfCode: { password_too_weak: 'newPassword' },
  });
  return { ...apiForm, expired };
}
