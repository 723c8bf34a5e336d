import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { request } from '../../api/client.js';
import { strings } from '../../strings/strings.js';
import { useStepUp } from '../../ui/step-up.js';
import { toast, toastProblem } from '../../ui/toasts.js';
import { durations } from './expiry.js';
import { path, queryKey, useApiKeys, useDeleteApiKey } from './use-api-keys.js';
import { useCreateApiKey } from './use-create-api-key.js';

/** A token that was generated on this page and whose text is still here. */
interface Fresh {
  readonly apiKey: ApiKey;
  readonly token: string | null;
  readonly saved: boolean;
}

/**
 * One token at a time: generated with the longest life, shortened by what is chosen before it is saved (an expiry can
 * be brought forward, never extended), and deleted again if the page is left without saving.
 */
export function useSingleToken(policy: PublicPolicy) {
  const queries = useQueryClient();
  const create = useCreateApiKey();
  const stepUp = useStepUp();
  const { items } = useApiKeys();
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const current = fresh?.apiKey ?? items.find(({ status }) => status === 'active') ?? items[0] ?? null;
  useDeleteUnsaved(fresh);

  const generating = useMutation({
    mutationFn: () => create({ expiresInDays: longest(policy) }),
    onSuccess: ({ apiKey, token }) => setFresh({ apiKey, token, saved: false }),
    onError: toastProblem,
  });
  const saving = useMutation({
    mutationFn: async ({ apiKey, days }: { apiKey: ApiKey; days: number }) => {
      if (days === longest(policy)) return apiKey;
      const expiresAt = new Date(Date.parse(apiKey.createdAt) + days * 86_400_000).toISOString();
      return stepUp(
        async (proof) =>
          (await request<ApiKey>('PATCH', `${path}/${apiKey.id}`, { body: { expiresAt, ...proof } })).data,
      );
    },
    onSuccess: (apiKey) => {
      setFresh((was) => was && { ...was, apiKey, saved: true });
      toast(strings.singleToken.saved(policy.labels.apiKey));
      return queries.invalidateQueries({ queryKey });
    },
    onError: toastProblem,
  });
  const deleting = useDeleteApiKey(strings.singleToken.deleted(policy.labels.apiKey));
  return {
    current,
    fresh,
    generate: () => generating.mutate(),
    generating: generating.isPending,
    save: (days: number) => fresh && saving.mutate({ apiKey: fresh.apiKey, days }),
    saving: saving.isPending,
    remove: (done: () => void) =>
      current &&
      deleting.mutate(current.id, {
        onSuccess: () => setFresh(null),
        onSettled: done,
      }),
    removing: deleting.isPending,
  };
}

export const longest = (policy: PublicPolicy): number => Math.max(...durations(policy.apiKeys));

/** Leaving without saving is not creating one. `keepalive` lets the request outlive the page. */
function useDeleteUnsaved(fresh: Fresh | null): void {
  const queries = useQueryClient();
  const unsaved = useRef<string | null>(null);
  unsaved.current = fresh && !fresh.saved ? fresh.apiKey.id : null;
  useEffect(() => {
    const discard = async (): Promise<void> => {
      const id = unsaved.current;
      unsaved.current = null;
      if (id === null) return;
      await fetch(`${path}/${id}`, { method: 'DELETE', keepalive: true });
      await queries.invalidateQueries({ queryKey });
    };
    window.addEventListener('pagehide', discard);
    return () => {
      window.removeEventListener('pagehide', discard);
      void discard();
    };
  }, [queries]);
}
