import { UpdateUser, type User } from '@latchkey/contracts/identity/user';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { hasCode } from '../../api/api-error.js';
import { type Answer, request } from '../../api/client.js';
import { meQuery } from '../../api/me.js';
import { strings } from '../../strings/strings.js';
import { contractErrors } from '../../ui/contract-errors.js';
import { toast } from '../../ui/toasts.js';
import { useApiForm } from '../../ui/use-api-form.js';
import { nameErrors, nameFields } from './name-errors.js';

type Values = ReturnType<typeof valuesOf>;

/**
 * The profile's form. It is saved under the ETag of the values that it began with, so that what somebody else saved
 * meanwhile is not overwritten unseen.
 */
export function useProfile(policy: PublicPolicy) {
  const queries = useQueryClient();
  const { data: current } = useSuspenseQuery(meQuery);
  const base = useRef(current.etag);
  const [conflicting, setConflicting] = useState(false);
  const { form, ...rest } = useApiForm({
    initialValues: valuesOf(current.data),
    validate: (values) => ({
      ...contractErrors(UpdateUser, patchOf(policy, values)),
      ...nameErrors(policy.name, values),
    }),
    save: (values) =>
      request<User>('PATCH', '/v1/users/me', {
        body: patchOf(policy, values),
        ifMatch: base.current ?? undefined,
      }),
    onSaved: (answer) => {
      show(answer);
      queries.setQueryData(meQuery.queryKey, answer);
      toast(strings.profile.saved);
    },
    onRefused: (error) => {
      const lost = hasCode(error, 'precondition_failed');
      if (lost) setConflicting(true);
      return lost;
    },
  });

  const show = ({ data, etag }: Answer<User>): void => {
    base.current = etag;
    setConflicting(false);
    form.setInitialValues(valuesOf(data));
    form.reset();
  };
  const untouched = !form.isDirty();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only new values are shown, and only to who typed nothing
  useEffect(() => {
    if (untouched && current.etag !== base.current) show(current);
  }, [current]);

  const refresh = () => queries.fetchQuery({ ...meQuery, staleTime: 0 });
  const conflict = conflicting && {
    keepMine: async () => {
      base.current = (await refresh()).etag;
      setConflicting(false);
      rest.onSubmit();
    },
    reload: async () => show(await refresh()),
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
