import { useMutation } from '@tanstack/react-query';
import { toastProblem } from '../../ui/toasts.js';
import { useCreateApiKey } from './use-create-api-key.js';

/** Makes a key with one click, where there is nothing to choose. Its text is here until the page is left. */
export function useQuickApiKey() {
  const create = useCreateApiKey();
  const making = useMutation({ mutationFn: () => create({}), onError: toastProblem });
  return {
    make: () => making.mutate(),
    making: making.isPending,
    made: making.data ?? null,
    forget: () => making.reset(),
  };
}
