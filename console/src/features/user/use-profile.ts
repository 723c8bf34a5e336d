import { UpdateUser, type User } from '@latchkey/contracts/identity/user';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hasCode } from '../../api/api-error.js';
import { type Answer, request } from '../../api/client.js';
import { meQuery } from '../../api/me.js';
import { strings } from '../../strings/strings.js';
import { contractErrors } from '../../ui/contract-errors.js';
import { toast } from '../../ui/toasts.js';
import { useApiForm } from '../../ui/use-api-form.js';
import { nameErrors, nameFields } from './name-errors.js';

type Values = ReturnType<typeof valuesOf>;

/** The profile's form. Saved under the ETag that was read: what somebody else saved meanwhile is not overwritten unseen. */
export function useProfile(me: User, policy: PublicPolicy) {
  const queries = useQueryClient();
  const [conflicting, setConflicting] = useState(false);
  const { form, ...rest } = useApiForm({
    initialValues: valuesOf(me),
    validate: (values) => ({
      ...contractErrors(UpdateUser, patchOf(policy, values)),
      ...nameErrors(policy.name, values),
    }),
    save: (values) =>
      request<User>('PATCH', '/v1/users/me', {
        body: patchOf(policy, values),
        ifMatch: queries.getQueryData<Answer<User>>(meQuery.queryKey)?.etag ?? undefined,
      }),
    onSaved: (answer) => {
      setConflicting(false);
      queries.setQueryData(meQuery.queryKey, answer);
      show(answer.data);
      toast(strings.profile.saved);
    },
    onRefused: (error) => {
      const lost = hasCode(error, 'precondition_failed');
      if (lost) setConflicting(true);
      return lost;
    },
  });

  const show = (user: User): void => {
    form.setInitialValues(valuesOf(user));
    form.reset();
  };
  const refresh = () => queries.fetchQuery({ ...meQuery, staleTime: 0 });
  const conflict = conflicting && {
    keepMine: async () => {
      await refresh();
      rest.onSubmit();
    },
    reload: async () => {
      show((await refresh()).data);
      setConflicting(false);
    },
  };
  return { form, ...rest, conflict };
}

const valuesOf = ({ name, firstName, lastName }: User) => ({
  name: name ?? '',
  firstName: firstName ?? '',
  lastName: lastName ?? '',
});

const patchOf = (policy: PublicPolicy, values: Values): UpdateUser =>
  Object.fromEntries(nameFields(policy.name).map((field) => [field, values[field].trim() || null]));
