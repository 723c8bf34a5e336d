import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { isOfSomebody } from './query-client.js';
import { signedInHint } from './signed-in-hint.js';

/** What the sign-in page says about why one is there; kept by the browser's history, never in the URL. */
export interface Arrival {
  readonly headline?: string;
  readonly receipt?: Receipt;
  /** Filled into the form. */
  readonly identifier?: string;
}

/** Goes to the sign-in page when this session is over, and forgets what belonged to it. */
export function useLeave(): (arrival: Arrival, next?: string) => Promise<void> {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return async (arrival, next) => {
    signedInHint.clear();
    await navigate(signInPath(next), { state: arrival });
    queries.removeQueries({ predicate: isOfSomebody });
  };
}

/** The sign-in page, with where to go on afterwards. */
export const signInPath = (next = '/'): string =>
  next === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`;
