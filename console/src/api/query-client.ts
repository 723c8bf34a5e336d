import { MutationCache, type Query, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isSignedOut } from './api-error.js';

const retries = 2;

/** A refusal stays one, however often it is asked; a server that is away or busy may be back. */
const mayPass = (error: Error): boolean => !(error instanceof ApiError) || error.problem.status >= 500;

/** Everything but the policy, which is the same for everybody. */
export const isOfSomebody = ({ queryKey }: Pick<Query, 'queryKey'>): boolean => queryKey[0] !== 'policy';

/**
 * @param onSignedOut called when any request finds that the session is over
 */
export function createQueryClient(onSignedOut: () => unknown): QueryClient {
  const onError = (error: Error): void => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < retries && mayPass(error),
      },
    },
  });
}
