import { ChangePassword, type PasswordChanged } from '@latchkey/contracts/identity/password';
import { brokenPasswordRules } from '@latchkey/contracts/password-rules';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { request } from '../../api/client.js';
import { useLeave } from '../../api/leave.js';
import { meQuery } from '../../api/me.js';
import { strings } from '../../strings/strings.js';
import { contractErrors } from '../../ui/contract-errors.js';
import { useApiForm } from '../../ui/use-api-form.js';

type Changed = z.infer<typeof PasswordChanged>;

const empty = {
  currentPassword: '',
  newPassword: '',
  confirm: '',
  revokeAll: false,
  keepCurrentSession: false,
};
type Values = typeof empty;

/** Changes the password. `done` is the answer when this session lives on; otherwise the sign-in page shows it. */
export function useChangePassword(policy: PublicPolicy, handle: string) {
  const queries = useQueryClient();
  const leave = useLeave();
  const [done, setDone] = useState<Changed | null>(null);
  const { form, ...rest } = useApiForm({
    initialValues: empty,
    validate: (values) => ({
      ...contractErrors(ChangePassword, bodyOf(values)),
      ...policyErrors(policy, handle, values),
    }),
    save: async (values) =>
      (await request<Changed>('PUT', '/v1/users/me/password', { body: bodyOf(values) })).data,
    onSaved: (changed, { revokeAll, keepCurrentSession }) => {
      if (changed.receipt && revokeAll && policy.revokeAll.sessions && !keepCurrentSession) {
        const { receipt } = changed;
        return leave(
          { receipt, headline: strings.password.changed, identifier: handle },
          '/settings/password',
        );
      }
      form.reset();
      setDone(changed);
      return queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    fieldOfCode: {
      wrong_password: 'currentPassword',
      password_too_weak: 'newPassword',
      password_unchanged: 'newPassword',
    },
  });
  return { form, ...rest, done };
}

const bodyOf = ({ confirm: _, ...values }: Values): z.infer<typeof ChangePassword> => ({
  ...values,
  keepCurrentSession: values.revokeAll && values.keepCurrentSession,
});

function policyErrors(policy: PublicPolicy, handle: string, { newPassword, confirm }: Values) {
  const [rule] = brokenPasswordRules(policy.password, { password: newPassword, handle });
  return {
    ...(newPassword !== '' && rule && { newPassword: rule.message }),
    ...(confirm !== newPassword && { confirm: strings.password.mismatch }),
  };
}
