import type { ApiKey, CreatedApiKey } from '@latchkey/contracts/tokens/api-key';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, request } from '../../api/client.js';
import { usePages } from '../../api/use-pages.js';
import { focusMain } from '../../ui/focus-main.js';
import { useStepUp } from '../../ui/step-up.js';
import { toast, toastProblem } from '../../ui/toasts.js';

export const path = '/v1/users/me/api-keys';
export const queryKey = ['api-keys'] as const;

export type Created = z.infer<typeof CreatedApiKey>;

export const useApiKeys = () => usePages<ApiKey>([...queryKey, 'list'], path, { limit: '100' });

export const useApiKey = (id: string): ApiKey =>
  useSuspenseQuery({
    queryKey: [...queryKey, 'one', id],
    queryFn: ({ signal }) => get<ApiKey>(`${path}/${encodeURIComponent(id)}`, signal),
  }).data;

/** Switches a key off and on again. Off is answered when no gateway accepts it any more. */
export function useSetApiKeyStatus(said: (status: 'active' | 'inactive') => string) {
  const queries = useQueryClient();
  const stepUp = useStepUp();
  return useMutation({
    mutationFn: ({ id, status }: { id: string; status: 'active' | 'inactive' }) =>
      stepUp((proof) => request<ApiKey>('PATCH', `${path}/${id}`, { body: { status, ...proof } })),
    onSuccess: async (_, { status }) => {
      await queries.invalidateQueries({ queryKey });
      toast(said(status));
    },
    onError: toastProblem,
  });
}

export function useDeleteApiKey(said: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('DELETE', `${path}/${id}`),
    onSuccess: async (_, id) => {
      queries.removeQueries({ queryKey: [...queryKey, 'one', id] });
      await queries.invalidateQueries({ queryKey: [...queryKey, 'list'] });
      toast(said);
      focusMain();
    },
    onError: toastProblem,
  });
}

export function useRotateApiKey() {
  const queries = useQueryClient();
  const stepUp = useStepUp();
  return useMutation({
    mutationFn: ({ id, gracePeriodSeconds }: { id: string; gracePeriodSeconds: number }) =>
      stepUp(
        async (proof) =>
          (await request<Created>('POST', `${path}/${id}/rotate`, { body: { gracePeriodSeconds, ...proof } }))
            .data,
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
    onError: toastProblem,
  });
}
